"""What belongs to others is exactly as absent as what does not exist."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import UUIDConverter

from expertteam.audit.models import ReadEvent
from expertteam.cases import drafts
from expertteam.cases.services import add_document
from expertteam.core import clock
from expertteam.learning.enums import Addressee
from expertteam.learning.feed_keys import make_key
from expertteam.learning.models import LearningReport
from expertteam.learning.question_models import Question
from expertteam.learning.services import propose_lesson
from expertteam.organisations.models import Municipality, Region
from expertteam.rights import destruction, file, inspection
from expertteam.rights.destruction_models import DestructionList
from expertteam.rights.enums import Asker, RequestKind
from expertteam.rights.models import RetentionRegime
from expertteam.rights.services import record_request
from tests.pages import body_of
from tests.story import Story
from workflows.demo.people import person
from workflows.emergency import enter
from workflows.models import CaseTask
from workflows.sharing import invite

pytestmark = pytest.mark.django_db

# Each works on cases, or reads what is learned, but on nothing of the case below.
# The administrator comes in for accounts only, and there for every account.
RIGHTS = ("rights_request", "inspection", "inspection_freeze", "correction", "statement")
OUTSIDERS = ("aanmelder.weert", "coordinator.zuid", "regisseur.midden", "aanbieder.nest", "inkoop", "beheer")
CONSENT = ("consent_record", "consent_withdraw", "consent_authority", "identify")
QUESTIONS = ("question", "question_review", "question_answer", "answer_review", "question_withdraw")
REPORTS = (
    *("report", "report_pdf", "report_excel", "report_csv", "report_data", "report_certificate"),
    *("meeting_pack", "report_publish", "report_discard", "report_withdraw"),
    *("report_progress", "report_again", "report_read", "report_settle"),
)
DESTRUCTION = ("destruction_list", "destruction_approve", "destruction_refuse")
ACCOUNTS = (
    "account",
    "account_invite",
    "account_deactivate",
    "account_reactivate",
    "account_forget_factor",
    "account_end",
    "account_judge",
    "role_new",
    "role_end",
)


@pytest.fixture(scope="module")
def objects(django_db_setup, django_db_blocker):
    """Made once for all tests of this module, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield one_of_each(Story())
        transaction.set_rollback(True)


def one_of_each(story) -> dict:
    """Something real of Noord-Limburg under every address that asks for an id."""
    with clock.travel(date(2026, 1, 12)):
        north = Region.objects.get(code="NL")
        directed = story.file()
        story.triage(directed, "procesregie", director=person("regisseur.noord"))
        waiting = story.file()
        story.to_conference(waiting)
        case = story.file()
        story.to_delivery(case)
        story.respond(case)
        referrer = person("aanmelder.venlo")
        upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 %%EOF")
        document = add_document(case=case, by=referrer, upload=upload, content_type="application/pdf")
        draft = drafts.begin(owner=referrer, kind="intake")
        report = LearningReport.objects.create(
            region=north,
            made_by=person("coordinator.noord"),
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 6, 30),
            figures={},
        )
        asked = record_request(
            case=case,
            by=person("coordinator.noord"),
            kind=RequestKind.INSPECTION,
            asked_by=Asker.YOUTH,
            received_on=date(2026, 1, 12),
        )
        frozen = inspection.freeze(request=asked, by=person("coordinator.noord"))
        marked = inspection.mark(
            case=case,
            by=person("coordinator.noord"),
            part=next(iter(file.parts_of(file.sections(case)))),
            reason="Dit gaat over een broer.",
        )
        listed = DestructionList.objects.create(proposed_by=person("coordinator.noord"))
        held = destruction.hold(
            case=waiting, by=person("coordinator.noord"), reason="Er loopt een klacht van de ouders."
        )
        lent = invite(
            case=case,
            by=person("coordinator.noord"),
            person=person("deskundige5.noord"),
            reason="Kijkt mee als collega.",
            until=date(2026, 1, 30),
        )
        taken = enter(
            user=person("regisseur.noord"),
            number=case.number,
            reason="De jeugdige is weg en niemand is bereikbaar.",
        )
        lesson = propose_lesson(
            region=north,
            by=person("coordinator.noord"),
            title="Vroeg samen om tafel",
            text="Eerder overleg scheelt tijd.",
        )
        key, _ = make_key(
            by=person("beheer"),
            owner=person("inkoop"),
            purpose="Dashboard",
            expires_on=date(2026, 6, 30),
            per_minute=60,
        )
        # Not sent yet: only who keeps or releases questions of this region may see it.
        asked_of = Question.objects.create(
            region=north,
            author=person("coordinator.noord"),
            number=1,
            report=report,
            theme="Hulp die ontbreekt",
            theme_count=8,
            addressee=Addressee.ACCESS,
            organisation=referrer.memberships.get().organisation,
            text="Wat gaat u doen?",
            answer_by=date(2026, 3, 1),
        )
        confer = CaseTask.objects.get(node="ConferenceFlow.confer", process__caseprocess__case=waiting)
        return {
            "task": confer,
            "task_autosave": confer,
            "open_table": confer,
            "conference_calendar": case.agenda_items.get().conference,
            "advice_letter": case.advices.get(),
            "intake_discard": draft,
            "intake_step": draft,
            "intake_autosave": draft,
            "add_document": case,
            "case": case,
            "identity": case,
            "procesregie": directed,
            "new_director": directed,
            "new_chair": waiting,
            "new_referrer": case,
            "rights_request_new": case,
            **dict.fromkeys(RIGHTS, asked),
            **dict.fromkeys(["inspection_pdf", "inspection_json"], frozen),
            "rights_mark": marked,
            "retention_regime": RetentionRegime.objects.first(),
            "case_access": case,
            "case_share": case,
            "case_looks": case,
            "user_looks": referrer,
            "access_end": lent,
            "emergency_review": taken.emergency_review,
            "document": document,
            "follow_up_remind": case.follow_ups.get(),
            "lesson": lesson,
            **dict.fromkeys(QUESTIONS, asked_of),
            **dict.fromkeys(REPORTS, report),
            **dict.fromkeys(CONSENT, case),
            **dict.fromkeys(DESTRUCTION, listed),
            "legal_hold": waiting,
            "legal_hold_lift": held,
            **dict.fromkeys(ACCOUNTS, referrer),
            "role_end": referrer.memberships.get(),
            "feed_key_revoke": key,
            "feed_figures": report,
        }


def routes_with_an_id() -> set[str]:
    def walk(resolver):
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                yield each
            else:
                yield from walk(each)

    routes = [each for each in walk(get_resolver()) if each.lookup_str.startswith("workflows.")]
    for each in routes:
        assert set(each.pattern.converters) <= {"public_id", "slug"}, "an address asks for another id"
        assert isinstance(each.pattern.converters.get("public_id", UUIDConverter()), UUIDConverter)
    return {each.name for each in routes if "public_id" in each.pattern.converters}


def address(name, public_id):
    more = {"slug": "veiligheid"} if name in {"intake_step", "intake_autosave"} else {}
    return reverse(f"workflows:{name}", kwargs={"public_id": public_id, **more})


def answer(client, method, path):
    response = getattr(client, method)(path)
    return response.status_code, body_of(response)


def test_every_address_with_an_id_is_tried(objects):
    assert set(objects) == routes_with_an_id()


def test_somebody_may_open_each_of_these(as_user, objects):
    """Otherwise the tests below would compare one missing page with another."""
    insiders = {
        "task": "voorzitter.noord",
        "conference_calendar": "voorzitter.noord",
        "advice_letter": "aanmelder.venlo",
        "intake_step": "aanmelder.venlo",
        "case": "aanmelder.venlo",
        "procesregie": "regisseur.noord",
        "new_director": "coordinator.noord",
        "new_chair": "coordinator.noord",
        "new_referrer": "coordinator.noord",
        "document": "aanmelder.venlo",
        "lesson": "coordinator.noord",
    }
    for name, insider in insiders.items():
        assert as_user(insider).get(address(name, objects[name].public_id)).status_code == 200, name


@pytest.mark.parametrize("outsider", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_and_missing_give_the_same_answer(as_user, objects, outsider, method):
    client = as_user(outsider)
    for name, one in objects.items():
        if outsider == "beheer" and name in {*ACCOUNTS, "retention_regime", "feed_key_revoke"}:
            continue
        foreign = answer(client, method, address(name, one.public_id))
        missing = answer(client, method, address(name, uuid.uuid4()))
        assert foreign == missing, name
        # The feed knows no people, only keys (tests/learning/test_feed.py).
        assert foreign[0] in ({401, 405} if name == "feed_figures" else {404, 405}), name


def test_an_unreadable_id_is_the_same_404(as_user, objects):
    client = as_user("coordinator.zuid")
    foreign = answer(client, "get", address("case", objects["case"].public_id))
    assert answer(client, "get", "/casussen/1/") == foreign
    task = answer(client, "get", address("task", objects["task"].public_id))
    assert answer(client, "get", "/taken/niet-een-id/") == task


def test_the_refusal_is_on_record_whether_the_thing_exists_or_not(as_user, objects):
    client = as_user("coordinator.zuid")
    for name in ("case", "document", "task", "advice_letter", "conference_calendar", "procesregie"):
        for public_id in (objects[name].public_id, uuid.uuid4()):
            client.get(address(name, public_id))
            refused = ReadEvent.objects.latest("pk")
            assert (refused.allowed, refused.object_id) == (False, str(public_id)), name
            assert refused.user_name == "Ingrid Habets"


def test_a_filter_on_a_foreign_and_on_an_unknown_id_exports_the_same(as_user, objects):
    """The filter of the worklist offers only municipalities of cases one may see."""
    client = as_user("aanmelder.weert")
    foreign = Municipality.objects.get(name="Venlo").pk
    one, other = (
        answer(client, "get", f"{reverse('workflows:cases')}?export=csv&municipality={pk}")
        for pk in (foreign, 999999)
    )
    assert one == other
    assert one[0] == 200
    assert objects["case"].number.encode() not in one[1]


def test_searching_for_a_foreign_number_finds_nothing(as_user, objects):
    client = as_user("coordinator.zuid")
    case = objects["case"]
    found = client.get(reverse("workflows:cases"), {"q": case.number})
    assert case.title not in found.content.decode()
    assert str(case.public_id) not in found.content.decode()
    export = client.get(reverse("workflows:cases"), {"q": case.number, "export": "csv"})
    assert case.number.encode() not in export.content
