"""Questions about advices: who may read which, and who can be asked to act."""

from django.db.models import Prefetch

from expertteam.advice.enums import AdviceStatus
from expertteam.advice.models import Advice, Recommendation, Signature
from expertteam.cases.models import Case
from expertteam.conferences.permissions import may_read_deliberation
from expertteam.organisations.enums import OrganisationKind
from expertteam.organisations.models import Organisation

ADDRESSABLE = (
    OrganisationKind.ACCESS_TEAM,
    OrganisationKind.CERTIFIED_INSTITUTION,
    OrganisationKind.PROVIDER,
    OrganisationKind.EXPERTTEAM,
    OrganisationKind.CENTRE,
)


def addressees():
    """Organisations that a recommendation may be for, by kind and name."""
    return Organisation.objects.filter(kind__in=ADDRESSABLE, is_active=True).order_by("kind", "sort_key")


def delivered_to(user):
    """Delivered advices of cases ``user`` may open."""
    return Advice.objects.filter(case__in=Case.objects.visible_to(user), status=AdviceStatus.DELIVERED)


def readable(*, case, user):
    """Advices of ``case`` that ``user`` may read, the latest first.

    An advice in the making is for those at the table; the others read it once it is delivered.
    """
    advices = case.advices.order_by("-pk")
    if not may_read_deliberation(user, case):
        advices = advices.filter(status=AdviceStatus.DELIVERED)
    return complete(advices)


def complete(advices):
    """The same advices with all that a page shows of them."""
    recommendations = Recommendation.objects.select_related("addressee", "response")
    signatures = Signature.objects.select_related("participation__expert")
    return advices.select_related("item__conference__chair", "item__team").prefetch_related(
        Prefetch("recommendations", recommendations), Prefetch("signatures", signatures)
    )
