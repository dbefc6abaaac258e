"""Which requests and cases somebody may see from the side of the rights of youth and parents."""

from django.db.models import BooleanField, Case, Q, Value, When

from expertteam.access.permissions import has_permission
from expertteam.core import clock
from expertteam.organisations.enums import Role
from expertteam.rights.enums import RequestStatus
from expertteam.rights.models import SubjectRequest


def requests_for(user):
    """Requests in the register of ``user``: overdue ones first, then by the day they are due.

    A privacy officer sees those of every case, without a way into the case; others those of the cases on
    which they handle the rights of youth and parents.
    """
    if user.has_role(Role.PRIVACY_OFFICER):
        found = requests_of_every_case()
    else:
        found = SubjectRequest.objects.filter(*has_permission(user, "handle_rights", case_ref="case"))
    overdue = Q(status=RequestStatus.OPEN, due_on__lt=clock.today())
    return (
        found.select_related("case")
        .annotate(
            late=Case(When(overdue, then=Value(True)), default=Value(False), output_field=BooleanField()),
            waits=Case(
                When(status=RequestStatus.OPEN, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .order_by("-late", "-waits", "due_on", "pk")
    )


def requests_of_every_case():
    """For the privacy officer's register and the nightly job: goes past the grants on purpose."""
    return SubjectRequest.objects.all()
