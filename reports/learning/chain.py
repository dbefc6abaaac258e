"""A new report after the earlier ones of its region: what readers may have already, and names that changed.

Only reports of the same region are looked at. A learning record belongs to one region and a region's report
counts its own records only, so reports of two regions never count the same case, whatever tables they share;
a case that was moved is counted once, where it was closed.
"""

from collections.abc import Iterable, Mapping

from expertteam.learning.models import LearningReport, SeenFigures
from reports.disclosure import Inconsistent, Publication, Scope
from reports.disclosure.protect import related

# Per dimension, the label of each stable code.
Codes = Mapping[str, Mapping[str, str]]


def earlier_publications(region) -> list[Publication]:
    """Everything that readers of this region's reports have, may get or may have seen.

    Drafts count too, for they may be published; so do withdrawn reports, for somebody may have them; and so
    do figures of drafts that are gone.
    """
    found = [_publication(figures) for figures, _ in _told(region)]
    return list({each.fingerprint: each for each in found}.values())


def _told(region, but: int | None = None) -> list[tuple[dict, dict]]:
    """Figures with their certificates, which figures that are gone lack; without those of report ``but``."""
    # In this order: figures that go in between are found twice, and never missed.
    kept = list(
        LearningReport.objects.filter(region=region, figures__has_key="publication")
        .exclude(pk=but)
        .order_by("pk")
        .values_list("figures", "certificate")
    )
    return [*((figures, {}) for figures in _gone(region)), *kept]


def _gone(region):
    return SeenFigures.objects.filter(region=region).values_list("figures", flat=True)


def _publication(figures: dict) -> Publication:
    return Publication.from_dict(figures["publication"])


def related_publications(region, scope: Scope) -> tuple[Publication, ...]:
    """The earlier ones that share a month with these months, or with a report that does."""
    return related(scope, earlier_publications(region))


def covered(report: LearningReport) -> bool:
    """Whether one certificate speaks of this report together with every other that shares a month with it.

    Two reports that were made at the same moment know nothing of each other: the second is refused.
    """
    own = _publication(report.figures)
    others = _told(report.region, but=report.pk)
    certified = [(own, report.certificate), *((_publication(f), certificate) for f, certificate in others)]
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
    for figures, _ in _told(region):
        for dimension, code, old in _each(figures.get("codes", {})):
            new = now.get(dimension, {}).get(code)
            if old != new and old in now.get(dimension, {}).values():
                raise Inconsistent(f"{old!r} is the name of another {dimension} now")
            if new and old != new:
                found[dimension, old] = new
    return found


def _each(codes: Codes) -> Iterable[tuple[str, str, str]]:
    return ((dimension, code, label) for dimension, labels in codes.items() for code, label in labels.items())
