"""Until when a case is kept; the years stand in the table RetentionRegime, none stand here."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.rights.enums import CountsFrom
from expertteam.rights.models import RetentionRegime

# What the rights of youth and parents change in the file itself.
CHANGES = ("rights_corrected", "rights_statement")
ADULT = 18  # Burgerlijk Wetboek, book 1, article 233


@dataclass(frozen=True)
class Retention:
    """From which day a case is to be destroyed, and why then."""

    until: date
    regime: RetentionRegime

    @property
    def is_over(self) -> bool:
        return self.until <= clock.today()


def retention_of(case, regimes=None) -> Retention | None:
    """The longest retention that fits a closed case; None while it runs, or when no regime fits.

    ``regimes`` is the whole table when the caller read it already.
    """
    if case.is_open:
        return None
    if regimes is None:
        regimes = list(RetentionRegime.objects.all())
    kind = case.referrer_organisation.kind
    fitting = [
        each
        for each in regimes
        if each.organisation_kind in {"", kind} and each.legal_frame in {"", case.legal_frame}
    ]
    ends = [Retention(_end(case, each), each) for each in fitting]
    return max(ends, key=lambda each: (each.until, -each.regime.pk), default=None)


def _end(case, regime) -> date:
    changed = last_change(case)
    start = changed
    if regime.counts_from == CountsFrom.ADULTHOOD:
        start = _adulthood(case) or changed
    # What is still being changed is never past its retention.
    return max(start + relativedelta(years=regime.years), changed)


def last_change(case) -> date:
    """The day the file last changed; who may open it and what is asked about it change nothing in it."""
    about_access = Q(verb__startswith="grant") | Q(verb="shared")
    about_rights = Q(verb__startswith="rights_") & ~Q(verb__in=CHANGES)
    changes = case.history.exclude(about_access | about_rights)
    latest = changes.aggregate(latest=Max("at"))["latest"]
    return timezone.localtime(max(filter(None, [latest, case.closed_at]))).date()


def _adulthood(case) -> date | None:
    """The eighteenth birthday; None for a case without an identity."""
    identity = getattr(case, "identity", None)
    if identity is None:
        return None
    return date.fromisoformat(identity.birth_date) + relativedelta(years=ADULT)


def closed_long_enough(cases):
    """Those of ``cases`` whose retention can be over: a regime that fits every case is a term for all."""
    fits_all = RetentionRegime.objects.filter(
        organisation_kind="", legal_frame="", counts_from=CountsFrom.LAST_CHANGE
    )
    years = fits_all.aggregate(most=Max("years"))["most"] or 0
    return cases.filter(closed_at__lt=clock.now() - relativedelta(years=years) + relativedelta(days=1))


def cases_past_retention() -> list[tuple[Case, Retention]]:
    """Closed cases whose day has come, for the nightly job: goes past the grants on purpose."""
    regimes = list(RetentionRegime.objects.all())
    closed = closed_long_enough(Case.objects.all()).select_related("referrer_organisation", "identity")
    found = [(case, retention_of(case, regimes)) for case in closed.order_by("pk").iterator()]
    return [(case, retention) for case, retention in found if retention and retention.is_over]


@transaction.atomic
def change_regime(*, regime, years, counts_from, source) -> RetentionRegime:
    """Set how long a kind of file is kept; the change history keeps what it was."""
    regime.years, regime.counts_from, regime.source = years, counts_from, source
    regime.full_clean()
    regime.save()
    return regime
