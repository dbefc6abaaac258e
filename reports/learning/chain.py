"""A new report after the earlier ones of its region: what readers may have already, and names that changed.

Only reports of the same region are looked at. A learning record belongs to one region and a region's report
counts its own records only, so reports of two regions never count the same case, whatever tables they share;
a case that was moved is counted once, where it was closed.
"""

from collections.abc import Iterable, Mapping

from expertteam.learning.models import LearningReport
from reports.disclosure import Inconsistent, Publication, Scope
from reports.disclosure.protect import related

# Per dimension, the label of each stable code.
Codes = Mapping[str, Mapping[str, str]]


def earlier_publications(region) -> list[Publication]:
    """Everything that readers of this region's reports have or may get, the oldest first.

    Drafts count too, for they may be published; so do withdrawn reports, for somebody may have them; and so
    does what stands in a certificate, though the report itself was thrown away as a draft.
    """
    found: dict[str, Publication] = {}
    for figures, certificate in _kept(region).values_list("figures", "certificate"):
        for data in (*certificate.get("earlier", ()), figures["publication"]):
            publication = Publication.from_dict(data)
            found[publication.fingerprint] = publication
    return list(found.values())


def _kept(region):
    """The reports of a region that have figures, in the order in which they were made."""
    return LearningReport.objects.filter(region=region, figures__has_key="publication").order_by("pk")


def related_publications(region, scope: Scope) -> tuple[Publication, ...]:
    """The earlier ones that share a month with these months, or with a report that does."""
    return related(scope, earlier_publications(region))


def covered(report: LearningReport) -> bool:
    """Whether one certificate speaks of this report together with every other that shares a month with it.

    Two reports that were made at the same moment know nothing of each other: the second is refused.
    """
    own = Publication.from_dict(report.figures["publication"])
    certified = [(own, report.certificate)] + [
        (Publication.from_dict(figures["publication"]), certificate)
        for figures, certificate in _kept(report.region)
        .exclude(pk=report.pk)
        .values_list("figures", "certificate")
    ]
    together = {own.fingerprint}
    together |= {each.fingerprint for each in related(own.scope, [each for each, _ in certified])}
    return any(together <= _spoken_of(each, certificate) for each, certificate in certified)


def _spoken_of(publication: Publication, certificate: dict) -> set[str]:
    earlier = certificate.get("earlier", ())
    return {publication.fingerprint, *(Publication.from_dict(each).fingerprint for each in earlier)}


def renamed(region, now: Codes) -> dict[tuple[str, str], str]:
    """Labels of kept reports that are called otherwise now, as (dimension, old label) to new label.

    Raises Inconsistent when an old label has become the name of something else: its figures could not be told
    apart any more.
    """
    found: dict[tuple[str, str], str] = {}
    for codes in _kept(region).values_list("figures__codes", flat=True):
        for dimension, code, old in _each(codes or {}):
            new = now.get(dimension, {}).get(code)
            if old != new and old in now.get(dimension, {}).values():
                raise Inconsistent(f"{old!r} is the name of another {dimension} now")
            if new and old != new:
                found[dimension, old] = new
    return found


def _each(codes: Codes) -> Iterable[tuple[str, str, str]]:
    return ((dimension, code, label) for dimension, labels in codes.items() for code, label in labels.items())
