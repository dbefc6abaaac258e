"""Two persons decide that a file goes, and nothing that stops it is overlooked."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from expertteam.cases import services as cases
from expertteam.cases.models import Case
from expertteam.rights import destruction, removal, services
from expertteam.rights.destruction_models import DestructionList, DestructionRecord
from expertteam.rights.reach import in_order_of_removal, is_history, pointers, reached_models
from tests.pages import text_of
from tests.privacy.canary import PATHS_TO_CASE
from workflows.rights_jobs import destroy_case, queue_destruction

pytestmark = pytest.mark.django_db
# A process may come out of a task, and a task belongs to a process.
CIRCLES = {"viewflow.Process.parent_task"}
LONG_AFTER = date(2047, 1, 4)


@pytest.fixture
def case(story, people, travel):
    """Closed in 2026, so past its retention in 2046."""
    with travel(date(2026, 3, 2)):
        case = story.file()
        cases.close(case=case, by=people("coordinator.noord"))
    return case


@pytest.fixture
def later(travel):
    with travel(LONG_AFTER):
        yield


@pytest.fixture
def proposed(case, people, later):
    return destruction.propose(by=people("coordinator.noord"), cases=[case])


def approve(found, by):
    return destruction.approve(destruction_list=found, by=by, queue=queue_destruction)


def test_a_coordinator_proposes_a_privacy_officer_approves_and_the_worker_destroys(
    case, as_user, people, later
):
    client = as_user("coordinator.noord")
    page = client.get("/rechten/vernietigen/")
    assert f"{case.number}: bewaartermijn voorbij, vanaf 2 mrt 2046" in text_of(page)
    client.post("/rechten/vernietigen/voorstellen/", {"cases": [str(case.public_id)]})
    found = DestructionList.objects.get()
    address = f"/rechten/vernietigen/{found.public_id}/"
    assert client.post(f"{address}goedkeuren/").status_code == 302
    found.refresh_from_db()
    assert found.status == "proposed", "who proposed it cannot approve it"
    officer = as_user("fg")
    seen = officer.get(address)
    assert case.number in text_of(seen) and case.title not in text_of(seen)
    officer.post(f"{address}goedkeuren/")
    item = found.items.get()
    assert "1 dossier Wordt vernietigd" in text_of(officer.get("/rechten/vernietigen/"))
    assert destroy_case(destruction_item_id=item.pk) is True
    assert destroy_case(destruction_item_id=item.pk) is False
    assert not Case.objects.filter(pk=case.pk).exists()
    told = text_of(officer.get("/rechten/vernietigen/"))
    assert "Marloes Peeters en Ellen Schoenmakers" in told and case.number not in told
    assert "0 dossiers Vernietigd" in told and "Wacht op goedkeuring" not in told
    assert "Alle dossiers van deze lijst zijn vernietigd" in text_of(officer.get(address))


def test_nobody_approves_what_they_proposed_not_even_in_two_roles(proposed, people):
    DestructionList.objects.filter(pk=proposed.pk).update(proposed_by=people("fg"))
    with pytest.raises(ValidationError, match="zelf"):
        approve(proposed, people("fg"))
    with pytest.raises(DatabaseError), transaction.atomic():
        DestructionList.objects.filter(pk=proposed.pk).update(status="approved", decided_by=people("fg"))
    with pytest.raises(ValidationError, match="Alleen een functionaris"):
        approve(proposed, people("coordinator2.noord"))


def test_who_made_a_list_reads_why_another_decides_and_gets_no_buttons(proposed, as_user, people):
    address = f"/rechten/vernietigen/{proposed.public_id}/"
    made_by_officer = DestructionList.objects.filter(pk=proposed.pk)
    made_by_officer.update(proposed_by=people("fg"))
    client = as_user("fg")
    page = client.get(address)
    assert "U stelde deze lijst zelf voor." in text_of(page)
    assert "afwijzen/" not in page.text and "goedkeuren/" not in page.text
    for path, answer in (("afwijzen/", {"remark": "Toch niet."}), ("goedkeuren/", {})):
        told = text_of(client.post(address + path, answer, follow=True))
        assert "Een andere functionaris gegevensbescherming keurt haar goed of wijst haar af" in told
    proposed.refresh_from_db()
    assert proposed.status == "proposed"
    another = as_user("fg2")
    offered = another.get(address)
    assert "zelf voor" not in text_of(offered) and "afwijzen/" in offered.text
    another.post(f"{address}afwijzen/", {"remark": "Wacht op het archief."})
    assert "zelf voor" not in text_of(as_user("fg").get(address)), "it waits for nobody any more"
    told = text_of(another.post(f"{address}afwijzen/", {"remark": "Nog eens."}, follow=True))
    assert "Over deze lijst is al besloten." in told


def test_a_coordinator_reads_on_the_list_who_decides(proposed, as_user):
    page = as_user("coordinator.noord").get(f"/rechten/vernietigen/{proposed.public_id}/")
    assert "Alleen een functionaris gegevensbescherming beslist over een lijst" in text_of(page)
    assert "afwijzen/" not in page.text


def test_it_is_decided_once_and_a_refused_file_may_be_proposed_again(case, proposed, people):
    destruction.refuse(destruction_list=proposed, by=people("fg"), remark="Wacht op het archief.")
    with pytest.raises(ValidationError, match="al besloten"):
        approve(proposed, people("fg2"))
    again = destruction.propose(by=people("coordinator.noord"), cases=[case])
    with pytest.raises(ValidationError, match="al op een lijst"):
        destruction.propose(by=people("coordinator2.noord"), cases=[case])
    approve(again, people("fg2"))


def test_a_hold_stops_it_at_every_step(case, people, later):
    coordinator, officer = people("coordinator.noord"), people("fg")
    held = destruction.hold(case=case, by=coordinator, reason="Er loopt een klacht.")
    assert destruction.candidates(coordinator) == []
    with pytest.raises(ValidationError, match="reden om te bewaren"):
        destruction.propose(by=coordinator, cases=[case])
    destruction.lift(hold=held, by=coordinator)
    found = destruction.propose(by=coordinator, cases=[case])
    held = destruction.hold(case=case, by=coordinator, reason="Toch een bezwaar.")
    with pytest.raises(ValidationError, match="reden om te bewaren"):
        approve(found, officer)
    destruction.lift(hold=held, by=coordinator)
    approve(found, officer)
    destruction.hold(case=case, by=coordinator, reason="Op het laatste moment.")
    assert destroy_case(destruction_item_id=found.items.get().pk) is False
    assert Case.objects.filter(pk=case.pk).exists()


def test_an_open_request_stops_it_and_a_granted_one_is_a_ground(case, ask, people, travel):
    coordinator = people("coordinator.noord")
    with travel(date(2026, 6, 1)):
        assert destruction.candidates(coordinator) == []
        asked = ask(case, "destruction")
        assert destruction.candidates(coordinator) == []
        services.decide(
            request=asked, by=coordinator, status="granted", reason="Niemand heeft er belang bij."
        )
        (item,) = destruction.candidates(coordinator)
        assert (item.ground, item.case) == ("request", case)
        ask(case, "inspection")
        with pytest.raises(ValidationError, match="open verzoek"):
            destruction.propose(by=coordinator, cases=[case])


def test_a_running_case_and_one_within_its_term_are_never_proposed(case, story, people, travel):
    coordinator = people("coordinator.noord")
    running = story.file()
    with travel(date(2046, 3, 1)):
        assert destruction.candidates(coordinator) == []
        for each in (case, running):
            with pytest.raises(ValidationError):
                destruction.propose(by=coordinator, cases=[each])


def test_only_the_own_team_proposes_and_only_a_privacy_officer_decides(case, proposed, as_user, people):
    assert destruction.candidates(people("coordinator.midden")) == []
    address = f"/rechten/vernietigen/{proposed.public_id}/"
    for stranger in ("aanmelder.venlo", "coordinator.midden", "beheer", "voorzitter.noord"):
        client = as_user(stranger)
        for path in (address, f"{address}goedkeuren/", f"{address}afwijzen/"):
            assert client.get(address).status_code == client.post(path).status_code == 404
    for stranger in ("aanmelder.venlo", "beheer"):
        assert as_user(stranger).get("/rechten/vernietigen/").status_code == 404
        assert as_user(stranger).post("/rechten/vernietigen/voorstellen/").status_code == 404
    as_user("coordinator.noord").post(f"{address}afwijzen/", {"remark": "Toch niet."})
    proposed.refresh_from_db()
    assert proposed.status == "proposed"


def test_a_hold_is_set_and_lifted_by_who_handles_the_rights(case, as_user):
    address = f"/casussen/{case.public_id}/bewaren/"
    for stranger in ("aanmelder.venlo", "fg", "coordinator.midden"):
        assert as_user(stranger).post(address, {"reason": "Zomaar."}).status_code == 404
    client = as_user("coordinator.noord")
    page = client.post(address, {"reason": "Er loopt een klacht."}, follow=True)
    assert "Dit dossier blijft bewaard: Er loopt een klacht." in text_of(page)
    lift = f"/rechten/bewaren/{case.legal_holds.get().public_id}/opheffen/"
    assert as_user("aanmelder.venlo").post(lift).status_code == 404
    as_user("coordinator.noord").post(lift)
    assert case.legal_holds.get().lifted_at


def test_an_empty_choice_and_an_unknown_file_are_refused_in_words(case, as_user, story, travel):
    other = story.file("aanmelder.roermond")
    with travel(LONG_AFTER):
        client = as_user("coordinator.noord")
        assert "Kies ten minste één" in text_of(client.post("/rechten/vernietigen/voorstellen/", {}))
        client.post("/rechten/vernietigen/voorstellen/", {"cases": [str(other.public_id)]})
    assert not DestructionList.objects.exists()


def test_when_a_row_is_left_nothing_is_removed(case, proposed, people, monkeypatch):
    approve(proposed, people("fg"))

    def one_is_left(keys):
        raise removal.RowsLeft("cases.Intake")

    monkeypatch.setattr(removal, "_nothing_left", one_is_left)
    with pytest.raises(removal.RowsLeft):
        destroy_case(destruction_item_id=proposed.items.get().pk)
    assert Case.objects.get(pk=case.pk).intake.tried.exists()
    assert not DestructionRecord.objects.exists()


def test_the_register_of_destructions_is_never_changed(proposed, people):
    approve(proposed, people("fg"))
    destroy_case(destruction_item_id=proposed.items.get().pk)
    for change in (lambda rows: rows.update(rows=1), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(DestructionRecord.objects.all())


def test_every_model_with_a_way_to_a_case_is_reached():
    reached = {model._meta.label for model in reached_models()}
    assert set(PATHS_TO_CASE) <= reached
    assert {"access.Grant", "cases.CaseUserPermission", "workflows.CaseTask", "viewflow.Process"} <= reached
    assert {"cases.IntakeEvent", "viewflow.Task_previous"} <= reached
    assert not reached & {"organisations.User", "organisations.Region", "conferences.Conference"}


def test_every_foreign_key_of_the_database_to_a_reached_table_is_followed():
    """Asked of the database itself, so a key that no model tells of would show."""
    tables = {model._meta.db_table for model in reached_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text"
            " FROM pg_constraint WHERE contype = 'f'"
        )
        pairs = cursor.fetchall()
    assert len(pairs) > 80
    assert {source for source, target in pairs if target in tables} <= tables


def test_who_points_goes_before_what_it_points_at():
    order = in_order_of_removal()
    assert set(order) == set(reached_models())
    for model in order:
        for field in pointers()[model]:
            if not is_history(field.model) and field.model is not model and str(field) not in CIRCLES:
                assert order.index(field.model) < order.index(model), (field.model, model)


def test_every_id_in_a_job_stands_for_a_model(story, people):
    from procrastinate.contrib.django import app

    for name, task in app.tasks.items():
        code = getattr(task.func, "__code__", None)
        own = task.func.__module__.startswith(("expertteam.", "workflows."))
        for argument in code.co_varnames[: code.co_argcount] if own and code else ():
            if argument.endswith("_id"):
                assert removal.model_of_argument(argument), f"{name}: name {argument} after its model"
