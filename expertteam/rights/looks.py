"""Who looked at a case and on which ground, and to whom it was given (AVG article 15, paragraph 1 under c).

Names of professionals are told: the youth may know who looked (Jeugdwet article 7.3.11 lets only those look
who take part; NEN 7513 keeps the log for exactly this question).
"""

from collections import Counter

from django.utils import timezone
from django.utils.formats import date_format

from expertteam.access.consent_models import Disclosure
from expertteam.access.models import Grant
from expertteam.access.wall import as_system
from expertteam.advice.models import Recommendation
from expertteam.audit.models import ReadEvent
from expertteam.help.models import Offer
from expertteam.rights.reach import keys_of

NO_GROUND = "geen toegang tot deze casus"
OFFICE = "taak zonder toegang tot de inhoud"


def public_ids_of(case) -> set[str]:
    """Every public id of something of this case: what the read log calls its objects."""
    with as_system("the ids of one case, also those that only its change history knows"):
        return {public_id for model, keys in keys_of(case).items() for public_id in _ids(model, keys)}


def _ids(model, keys) -> set[str]:
    if not any(field.name == "public_id" for field in model._meta.local_fields):
        return set()
    return {str(each) for each in model._base_manager.filter(pk__in=keys).values_list("public_id", flat=True)}


def who_looked(case) -> list[dict]:
    """A line for each day, person and kind of object: when, who, as what, on which ground, how often.

    Refusals are in it too: somebody tried.
    """
    grants = {each.public_id: each for each in Grant.objects.filter(case=case)}
    counted = Counter()
    events = ReadEvent.objects.filter(object_id__in=public_ids_of(case)).order_by("pk")
    for event in events.iterator():
        day = date_format(timezone.localtime(event.at), "j F Y")
        who = event.user_name or "iemand die niet was ingelogd"
        ground = _ground(event, grants)
        what = f"{event.object_type}, {event.get_action_display()}"
        counted[(day, who, event.role, event.organisation, what, event.allowed, ground)] += 1
    return [
        {
            "day": day,
            "who": who,
            "role": role,
            "organisation": organisation,
            "what": what,
            "allowed": allowed,
            "ground": ground,
            "times": times,
        }
        for (day, who, role, organisation, what, allowed, ground), times in counted.items()
    ]


def _ground(event, grants) -> str:
    """The access that the log names, with its reason, and whether it rested on consent."""
    if not event.allowed:
        return NO_GROUND
    access = grants.get(event.authorisation)
    if access is None:
        return OFFICE
    consent = ", met toestemming" if event.has_consent else ""
    return f"{access.get_role_display()}: {access.reason}{consent}"


def given_to(case) -> list[dict]:
    """To whom something of the file was given, when, what, and on which ground."""
    basis = case.intake.get_legal_basis_display()
    given = []
    for each in Grant.objects.filter(case=case).select_related("user").order_by("starts_at", "pk"):
        given.append(_given(each.starts_at, each.user, f"toegang als {each.get_role_display()}", each.reason))
    for each in Disclosure.objects.filter(case=case).order_by("pk"):
        ground = f"{each.get_basis_display()} (regels {each.rule_version})"
        given.append(_given(each.created_at, each.get_scope_display(), each.get_kind_display(), ground))
    asked = Offer.objects.filter(request__case=case).select_related("organisation").order_by("pk")
    for each in asked:
        given.append(_given(each.created_at, each.organisation, "hulpvraag zonder naam of plaats", basis))
    delivered = Recommendation.objects.filter(advice__case=case, advice__delivered_at__isnull=False)
    for each in delivered.select_related("advice", "addressee").order_by("pk"):
        what = f"aanbeveling {each.number} van het advies"
        given.append(_given(each.advice.delivered_at, each.addressee, what, basis))
    return given


def _given(at, whom, what, ground) -> dict:
    return {
        "day": date_format(timezone.localtime(at), "j F Y"),
        "whom": str(whom),
        "what": what,
        "ground": ground,
    }
