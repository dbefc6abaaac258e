"""The agreement of matrix.toml against the site: every address of a case, every list, every overview.

There are tens of thousands of them, and each is a whole request. ``--full`` asks for every cell. A normal run
asks of every row what a role in the case itself may and may not in every phase; of those who read along or
have emergency access one phase in turn that allows it and one that does not; and of all who may it in no
phase, every fourth role in a relation, in one phase after the other.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from expertteam import urls
from expertteam.access import matrix
from expertteam.rights.destruction_models import DestructionList
from expertteam.rights.enums import ListStatus
from reports.documents import case_file
from tests.access.matrix_things import REASON, presupposed, taken_back, tasks_in, upload
from tests.logged_in import log_in
from tests.privacy.canary import PATHS_TO_CASE
from tests.story import EXPERTS
from workflows.demo.people import person
from workflows.views import advice, emergency, help, rights

pytestmark = pytest.mark.django_db

AGREED = matrix.read()
PAGES, LISTS, OVERSIGHT, STEPS = (
    [each for each in AGREED.actions if each.soort == kind]
    for kind in ("pagina", "lijst", "toezicht", "stap")
)
ROWS = {each.code for each in [*PAGES, *LISTS, *OVERSIGHT]}
# The page of a task and its autosave: the rows of the kind 'stap' are asked for there.
OF_STEPS = {"task", "task_autosave"}
STRIDE = 4
SHOWN, GOES_ON, ABSENT = 200, 302, 404


@dataclass(frozen=True)
class Button:
    """A page that is a button: what it sends for a case, and the status when it was done."""

    sends: Callable = lambda case: {}
    done: int = GOES_ON


BUTTONS = {
    "identity": Button(done=SHOWN),
    "add_document": Button(lambda case: {"document": upload()}),
    "open_table": Button(),
    "inspection_freeze": Button(),
    "destruction_propose": Button(lambda case: {"cases": [str(case.public_id)]}),
    "destruction_approve": Button(),
    "destruction_refuse": Button(lambda case: {"remark": REASON}),
    "legal_hold_lift": Button(),
    "follow_up_remind": Button(),
}
# Who has the page for another case is told why not for this one; who has no such page finds none.
TELLS_WHY = {"add_document", "destruction_propose", "follow_up_remind"}

LEARNED = "zonder sleutel naar een casus"
OWN_DRAFT = "een concept is van wie het schrijft; er is nog geen casus"
TERMS = "termijnen gelden voor alle casussen en noemen er geen"
ACCOUNTS = "gaat over accounts"
# Every other address: of what its id is, if it has one, and why it is no row.
ELSEWHERE = {
    "inbox": ("", "de stappen staan er zelf in"),
    "home": ("", "stuurt door"),
    "processing_register": ("", "gaat over soorten gegevens"),
    "data_inventory": ("", "gaat over soorten gegevens"),
    "intake": ("", OWN_DRAFT),
    **dict.fromkeys(["intake_discard", "intake_step", "intake_autosave"], ("cases.Draft", OWN_DRAFT)),
    **dict.fromkeys(
        ["lessons", "lesson_new", "lessons_to_review", "reports", "report_new", "certificate_checker"],
        ("", LEARNED),
    ),
    "lesson": ("learning.Lesson", LEARNED),
    **dict.fromkeys(["questions", "question_new"], ("", LEARNED)),
    **dict.fromkeys(
        ["question", "question_review", "question_answer", "answer_review", "question_withdraw"],
        ("learning.Question", LEARNED),
    ),
    **dict.fromkeys(
        [
            *("report", "report_pdf", "report_excel", "report_csv", "report_data", "report_certificate"),
            *("meeting_pack", "report_publish", "report_discard", "report_withdraw"),
            *("report_progress", "report_again", "report_read", "report_settle"),
        ],
        ("learning.LearningReport", LEARNED),
    ),
    "rights_terms": ("", TERMS),
    "rights_term": ("rights.RequestTerm", TERMS),
    "retention_regime": ("rights.RetentionRegime", TERMS),
    **dict.fromkeys(
        ["accounts", "account_new", "rights_review", "organisations", "organisation_new"], ("", ACCOUNTS)
    ),
    **dict.fromkeys(
        [
            "account",
            "account_invite",
            "account_deactivate",
            "account_reactivate",
            "account_forget_factor",
            "account_end",
            "account_judge",
            "role_new",
        ],
        ("organisations.User", ACCOUNTS),
    ),
    "role_end": ("organisations.Membership", ACCOUNTS),
    **dict.fromkeys(["feed_keys", "feed_key_new", "feed_reports"], ("", LEARNED)),
    "feed_key_revoke": ("learning.FeedKey", LEARNED),
    "feed_figures": ("learning.LearningReport", LEARNED),
}


@pytest.fixture(autouse=True)
def quick_and_whole(monkeypatch):
    """Drawing takes long and asks nobody anything; a list has all its cases on one page."""
    monkeypatch.setattr(advice, "render", lambda letter: b"%PDF")
    monkeypatch.setattr(case_file, "render", lambda *args, **kwargs: b"%PDF")
    # The page that does not exist is the same for everybody (test_foreign_and_missing.py).
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    for room in (emergency, help, rights):
        monkeypatch.setattr(room, "PAGE_SIZE", 500)


@pytest.fixture(scope="module")
def clients(world):
    return {user: log_in(Client(), user) for user in world.people.values()}


# Which addresses there are.


def patterns(resolver):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each)


def test_every_address_is_a_row_or_leads_to_no_case():
    own = [each for each in patterns(get_resolver()) if each.lookup_str.startswith("workflows.")]
    assert {each.name for each in own} == ROWS | OF_STEPS | ELSEWHERE.keys()
    assert not (ROWS | OF_STEPS) & ELSEWHERE.keys()
    assert len(ROWS) == len(PAGES) + len(LISTS) + len(OVERSIGHT), "an address stands there once"
    with_id = {each.name for each in own if each.pattern.converters}
    for name, (label, _) in ELSEWHERE.items():
        assert (name in with_id) == bool(label), name
        assert label not in PATHS_TO_CASE, f"{name} leads to a case"
        assert not label or apps.get_model(label)


def test_no_other_address_of_the_site_has_an_id_of_ours():
    others = [each for each in patterns(get_resolver()) if not each.lookup_str.startswith("workflows.")]
    assert [each.name for each in others if "uuid:" in str(each.pattern)] == []


# Which cells are asked for.


def cells_of(action):
    """The cells of one row, by who somebody is to the case: those of one role in one relation."""
    found = {}
    for cell in AGREED.cells_of(action):
        found.setdefault((cell.person, cell.relation), []).append(cell)
    return list(found.values())


def chosen(action, full):
    """The cells of one row to ask for, each with a number that says whose turn it is."""
    first = AGREED.actions.index(action)
    for turn, cells in enumerate(cells_of(action), start=first):
        may, may_not = ([cell for cell in cells if cell.allowed is so] for so in (True, False))
        if full or (may and cells[0].relation.telt_als == matrix.OWN):
            taken = cells
        elif may:
            taken = [in_turn(cells, turn) for cells in (may, may_not) if cells]
        else:
            taken = [in_turn(may_not, turn // STRIDE)] if turn % STRIDE == 0 else []
        yield from ((cell, turn) for cell in taken)


def in_turn(cells, turn):
    return cells[turn % len(cells)]


def named(cell) -> str:
    return f"{cell.person.naam}, {cell.relation.naam}, {cell.phase}: {cell.action.wat}"


# Asking.


def address(world, cell) -> str:
    name = f"workflows:{cell.action.code}"
    if cell.action.code == "destruction_propose":
        return reverse(name)
    return reverse(name, args=[world.things[cell.phase].id_for(cell.action.code)])


def ask(client, method, path, data=None):
    """The response, and what it reproached the user with."""
    client.cookies.pop("messages", None)
    response = getattr(client, method)(path, data)
    told = get_messages(response.wsgi_request) if hasattr(response.wsgi_request, "_messages") else []
    return response, [str(each) for each in told if each.level_tag == "error"]


def is_absent(response, user) -> bool:
    """The page that does not exist; who cannot log in any more is sent to the login page instead."""
    if user.is_active:
        return response.status_code == ABSENT
    return response.status_code == GOES_ON and response.url.startswith(reverse("account_login"))


def asked_rightly(world, client, cell, method) -> bool:
    """Whether the page answers this person as the cell says; what it changes is taken back."""
    user, button = world.person(cell), BUTTONS.get(cell.action.code)
    sent = button.sends(world.case(cell.phase)) if button and method == "post" else {}
    with taken_back():
        response, reproaches = ask(client, method, address(world, cell), sent)
    if cell.allowed:
        return (
            user.is_active and response.status_code == (button.done if button else SHOWN) and not reproaches
        )
    if cell.action.code in TELLS_WHY and user.is_active and response.status_code != ABSENT:
        return response.status_code == SHOWN or bool(reproaches)
    return is_absent(response, user)


def method_for(cell, turn) -> str:
    """A refusal holds for both methods, so they take turns."""
    if cell.action.code in BUTTONS:
        return "post"
    return "get" if cell.allowed else in_turn(["get", "post"], turn + AGREED.phases.index(cell.phase))


@pytest.mark.parametrize("action", PAGES, ids=[each.code for each in PAGES])
def test_a_page_opens_for_whom_it_should_and_exists_for_nobody_else(world, clients, action, full_size):
    seen, wrong = Counter(), []
    with presupposed(action):
        for cell, turn in chosen(action, full_size):
            method = method_for(cell, turn)
            seen[cell.allowed] += 1
            if not asked_rightly(world, clients[world.person(cell)], cell, method):
                wrong.append(f"{method} {named(cell)}")
    print(f"{action.code}: {seen[True]} opened, {seen[False]} refused")
    assert wrong == []
    assert seen[True]
    assert seen[False] >= len(AGREED.people)


@pytest.mark.parametrize("action", STEPS, ids=[each.code for each in STEPS])
def test_the_page_of_a_step_opens_for_whom_it_should(world, clients, action, full_size):
    (phase,) = action.fasen
    task = tasks_in(world.case(phase)).filter(node=action.code).first()
    page, autosave = (reverse(f"workflows:{name}", args=[task.public_id]) for name in sorted(OF_STEPS))
    wrong = []
    for turn, cell in enumerate(cell for cell in AGREED.cells_of(action) if cell.phase == phase):
        user = world.person(cell)
        both = [("get", page), ("post", autosave)]
        asked = both if cell.allowed or full_size else [in_turn(both, turn)] * (turn % STRIDE < 2)
        for method, path in asked:
            with taken_back():
                response, _ = ask(clients[user], method, path)
            if not (response.status_code == SHOWN if cell.allowed else is_absent(response, user)):
                wrong.append(f"{method} {named(cell)}")
    assert wrong == []


def below_the_banner(response) -> str:
    """The page itself: whoever has emergency access now reads of which case at the top of every page."""
    return response.content.decode().partition("<main")[2]


@pytest.mark.parametrize("action", LISTS, ids=[each.code for each in LISTS])
def test_a_list_has_the_cases_it_should_and_no_other(world, clients, action):
    wrong, listed = [], Counter()
    path = reverse(f"workflows:{action.code}")
    with presupposed(action):
        text = {user: below_the_banner(client.get(path)) for user, client in clients.items()}
        for cell in AGREED.cells_of(action):
            case = world.case(cell.phase)
            found = any(mark in text[world.person(cell)] for mark in (case.number, str(case.public_id)))
            listed[found] += 1
            if found != cell.allowed:
                wrong.append(named(cell))
    assert wrong == []
    assert listed[True]


@pytest.mark.parametrize("action", OVERSIGHT, ids=[each.code for each in OVERSIGHT])
def test_an_overview_opens_for_the_roles_that_have_it(world, clients, action):
    """It is the same page whatever the case, so one answer is that of all phases."""
    path = reverse(f"workflows:{action.code}")
    answers = {user: ask(client, "get", path)[0] for user, client in clients.items()}
    for cell in AGREED.cells_of(action):
        user = world.person(cell)
        if cell.allowed:
            assert answers[user].status_code == SHOWN, named(cell)
        else:
            assert is_absent(answers[user], user), named(cell)


# Who may it besides, because they did or were given something themselves.


ALSO = {
    "conference_calendar": ["voorzitter.noord", *EXPERTS],
    "agenda": ["voorzitter.noord", *EXPERTS],
    "access_end": ["regisseur.zuid"],
    "destruction_list": ["coordinator.noord"],
}


def test_whoever_is_named_besides_may_do_it(world):
    assert {each.code for each in AGREED.actions if each.ook} == ALSO.keys()
    things = world.things["casusbespreking"]
    for short in ALSO["conference_calendar"]:
        client = log_in(Client(), person(short))
        path = reverse("workflows:conference_calendar", args=[things.id_for("conference_calendar")])
        assert client.get(path).status_code == SHOWN
        assert things.case.number in client.get(reverse("workflows:agenda")).content.decode()
    (taker,) = ALSO["access_end"]
    path = reverse("workflows:access_end", args=[things.id_for("access_end")])
    assert log_in(Client(), person(taker)).get(path).status_code == SHOWN


def test_who_made_a_list_opens_it_and_does_not_decide_on_it(world):
    (maker,) = ALSO["destruction_list"]
    client = log_in(Client(), person(maker))
    for phase in AGREED.closed:
        things = world.things[phase]
        opened = client.get(reverse("workflows:destruction_list", args=[things.id_for("destruction_list")]))
        assert opened.status_code == SHOWN
        for name in ("destruction_approve", "destruction_refuse"):
            with taken_back():
                path = reverse(f"workflows:{name}", args=[things.id_for(name)])
                client.post(path, {"remark": REASON})
                assert set(DestructionList.objects.values_list("status", flat=True)) == {ListStatus.PROPOSED}


def test_without_what_a_page_presupposes_it_is_not_there(world):
    """An anonymous consultation has no name and no consent; a named case is not named once more."""
    client = log_in(Client(), person("aanmelder.venlo"))
    case = world.case("opvolging")
    named_only = ("consent_record", "consent_withdraw", "consent_authority")
    assert client.get(reverse("workflows:identify", args=[case.public_id])).status_code == ABSENT
    with presupposed(next(each for each in PAGES if each.code == "identify")):
        assert client.post(reverse("workflows:identity", args=[case.public_id])).status_code == ABSENT
        for name in named_only:
            assert client.get(reverse(f"workflows:{name}", args=[case.public_id])).status_code == ABSENT
