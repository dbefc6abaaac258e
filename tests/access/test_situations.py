"""Who holds what in a case, as the steps of the journey bring people in and let them go.

The matrix gives its people their roles itself; here the demo people get them from the steps. Who counts as
what is written down from the description of the users; what that means stands in matrix.toml.
"""

from datetime import date

import pytest
from django.db import transaction

from expertteam.access import matrix
from expertteam.access.enums import CaseRole
from expertteam.access.permissions import has_permission, has_permission_named, permissions_of
from expertteam.access.roles import PERMISSIONS
from expertteam.access.services import grant
from expertteam.cases.models import Case
from expertteam.cases.services import close
from expertteam.core import clock
from expertteam.organisations.models import User
from tests.procesregie.conftest import IMPASSE
from tests.roads import asked
from tests.story import EXPERTS, Story
from workflows.demo.people import DOMAIN, person
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db

NORTH = dict.fromkeys(["coordinator.noord", "coordinator2.noord"], "coördinator")
FILED = {"aanmelder.venlo": "aanmelder", **NORTH}
AT_THE_TABLE = {**FILED, "voorzitter.noord": "voorzitter", **dict.fromkeys(EXPERTS, "gedragswetenschapper")}
CENTRE = dict.fromkeys(["centrum1", "centrum2"], "specialist expertisecentrum")
ASKED = dict.fromkeys(["aanbieder.lindehof", "aanbieder.kompas"], "contactpersoon aanbieder")

# Who counts as what in each situation; everybody who is not named counts as nobody.
EXPECTED = {
    "filed": FILED,
    "declined": FILED,
    "filed by a certified institution": {"jeugdbeschermer1": "aanmelder", **NORTH},
    "planned": AT_THE_TABLE,
    "one expert recused": {who: role for who, role in AT_THE_TABLE.items() if who != EXPERTS[0]},
    "delivered": AT_THE_TABLE,
    "procesregie": {**FILED, "regisseur.noord": "procesregisseur"},
    "procesregie rounded off": FILED,
    "transfer proposed": {**FILED, **CENTRE},
    "transfer declined": FILED,
    "providers asked": {**FILED, **CENTRE, **ASKED},
    "handed back": FILED,
    "closed with helpers still in it": AT_THE_TABLE,
    "declined with helpers still in it": FILED,
}
HELPERS = {
    "regisseur.noord": CaseRole.DIRECTOR,
    "centrum1": CaseRole.CENTRE,
    "aanbieder.lindehof": CaseRole.PROVIDER,
}


def situations(story) -> dict[str, Case]:
    """A case in every situation, brought there by the steps."""
    made = {}
    made["filed"] = story.file()
    made["declined"] = story.file()
    story.triage(made["declined"], "declined", alternative="Het wijkteam kan dit oppakken.")
    made["filed by a certified institution"] = story.file("jeugdbeschermer1")
    made["planned"] = story.file()
    story.to_conference(made["planned"])
    made["one expert recused"] = story.file()
    story.to_conference(made["one expert recused"])
    story.play(
        made["one expert recused"],
        EXPERTS[0],
        "ConferenceFlow.pre_advise",
        recusal_reason="Ik ken dit gezin privé.",
    )
    made["delivered"] = story.file()
    story.to_delivery(made["delivered"])
    made["procesregie"] = story.file()
    story.triage(made["procesregie"], "procesregie", director=person("regisseur.noord"))
    made["procesregie rounded off"] = story.file()
    directed = made["procesregie rounded off"]
    story.triage(directed, "procesregie", director=person("regisseur.noord"))
    story.play(directed, "regisseur.noord", "ProcesregieFlow.analyse", **IMPASSE)
    story.play(directed, "regisseur.noord", "ProcesregieFlow.direct", result="doorbroken", note="Klaar.")
    made["transfer proposed"] = story.file()
    story.triage(made["transfer proposed"], "centre", transfer_question="Wie biedt een plek?")
    made["transfer declined"] = story.file()
    story.triage(made["transfer declined"], "centre", transfer_question="Wie biedt een plek?")
    story.play(
        made["transfer declined"],
        "centrum1",
        "TransferFlow.decide",
        decision="decline",
        reason="Kan regionaal.",
    )
    made["providers asked"] = asked(story)
    made["handed back"] = asked(story)
    story.play(made["handed back"], "centrum1", "HelpFlow.match", decision="not_found")
    made["closed with helpers still in it"] = story.file()
    closing = made["closed with helpers still in it"]
    story.to_delivery(closing)
    lend(closing)
    close(case=closing, by=person("coordinator.noord"))
    made["declined with helpers still in it"] = story.file()
    lend(made["declined with helpers still in it"])
    story.triage(made["declined with helpers still in it"], "declined", alternative="Het wijkteam.")
    return made


def lend(case):
    """Access that nobody ended on the way."""
    for address, role in HELPERS.items():
        grant(user=person(address), case=case, role=role, reason="helpt mee")


@pytest.fixture(scope="module")
def cases(django_db_setup, django_db_blocker):
    """Made once for all tests of this module, which only read, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.travel(date(2026, 1, 12)):
            yield situations(Story())
        transaction.set_rollback(True)


@pytest.fixture
def everybody(db):
    found = {user.email.removesuffix(f"@{DOMAIN}"): user for user in User.objects.all()}
    assert len(found) > 40
    return found


def rights_of(role) -> set[str]:
    """What the agreement says that somebody may who counts as ``role``."""
    return {each.code for each in matrix.read().actions if each.soort == "recht" and role in each.wie}


def expected(address, permission) -> set[str]:
    return {name for name, who in EXPECTED.items() if permission in rights_of(who.get(address))}


def test_every_situation_is_there_and_every_role_that_a_step_gives(cases):
    assert set(cases) == set(EXPECTED)
    named = {role for who in EXPECTED.values() for role in who.values()}
    assert named == {each.naam for each in matrix.read().people if each.in_de_casus}


def test_everybody_holds_what_the_agreement_says_of_what_they_count_as(cases, everybody):
    for name, case in cases.items():
        for address, role in EXPECTED[name].items():
            assert permissions_of(everybody[address], case) == rights_of(role), (name, address)


def test_the_query_follows_the_table_for_everybody(cases, everybody):
    for address, user in everybody.items():
        for permission in PERMISSIONS:
            may_so = Case.objects.filter(*has_permission(user, permission, case_ref="pk"))
            allowed = set(may_so.values_list("pk", flat=True))
            found = {name for name, case in cases.items() if case.pk in allowed}
            assert found == expected(address, permission), (address, permission)


def test_the_query_on_a_column_follows_the_table_for_everybody(cases, everybody):
    """The inbox asks the permission that stands in each task itself."""
    case_ref = "process__caseprocess__case_id"
    tasks = CaseTask.objects.exclude(owner_permission=None).exclude(owner_permission="")
    assert tasks.count() > len(cases)
    situation_of = {case.pk: name for name, case in cases.items()}
    for address, user in everybody.items():
        allowed = tasks.filter(
            *has_permission_named(user, permission_ref="owner_permission", case_ref=case_ref)
        )
        found = set(allowed.values_list("pk", flat=True))
        for task in tasks.values("pk", "owner_permission", case_ref):
            situation = situation_of[task[case_ref]]
            should = situation in expected(address, task["owner_permission"])
            assert (task["pk"] in found) == should, (address, situation, task["owner_permission"])
