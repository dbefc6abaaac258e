"""A case that went the whole road is destroyed: no trace of it in any table, file, job, session or backup.

These tests commit, for a dump and a second connection see nothing else.
"""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.test import Client

from expertteam.audit.verification import verify
from expertteam.cases import drafts
from expertteam.cases import services as cases
from expertteam.cases.models import Case, Document
from expertteam.learning.models import LearningRecord
from expertteam.notifications.models import Notification
from expertteam.rights import correction, destruction, inspection, removal, services
from expertteam.rights.destruction_models import DestructionRecord, LeftFile
from expertteam.rights.looks import public_ids_of
from expertteam.rights.reach import keys_of
from tests.logged_in import log_in
from tests.privacy.canary import canary, plant
from tests.rights.traces import decrypted_with, dump, files_with, tables_with
from tests.roads import asked, whole_road
from tests.together import together
from workflows.demo.people import person
from workflows.inbox import draft_key
from workflows.models import CaseTask
from workflows.rights_jobs import destroy_case, queue_destruction, remove_left_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    return tmp_path


def with_traces(case):
    """Leaves the canary of ``case`` wherever a case leaves something."""
    word, by = canary(case), person("coordinator.noord")
    upload = Document(
        case=case, name=f"{word}.pdf", content_type="application/pdf", size=9, sha256="0" * 64, uploaded_by=by
    )
    upload.file.save("brief.pdf", ContentFile(f"%PDF-1.7 {word}".encode()))
    plant(case)
    task = CaseTask.objects.filter(process__caseprocess__case=case).exclude(node="").first()
    drafts.save(owner=by, form=draft_key(task), content={"text": word})
    today = {"asked_by": "parent", "received_on": date(2026, 8, 3), "case": case, "by": by}
    statement = services.record_request(kind="statement", question=word, **today)
    correction.add_statement(request=statement, by=by, text=word)
    look = services.record_request(kind="inspection", question=word, **today)
    mark = inspection.mark(case=case, by=by, part=f"cases.intake.{case.intake.pk}.situation", reason=word)
    inspection.judge(mark=mark, by=person("fg"), withhold=True, judgement=word)
    export = inspection.freeze(request=look, by=by)
    services.decide(request=look, by=by, status="granted", reason=word)
    fix = services.record_request(kind="correction", question=word, **today)
    correction.correct(request=fix, by=by, part=f"cases.intake.{case.intake.pk}.situation", text=f"Nu {word}")
    services.decide(request=fix, by=by, status="granted", reason=word)
    held = destruction.hold(case=case, by=by, reason=word)
    destruction.lift(hold=held, by=by)

    client = Client()
    log_in(client, by)
    for address in (
        f"/casussen/{case.public_id}/",
        f"/casussen/?q={word}",
        f"/rechten/inzagen/{export.public_id}/pdf/",
    ):
        assert client.get(address).status_code == 200


def decided(*those):
    """Proposed by a coordinator, approved by a privacy officer; gives the items."""
    found = destruction.propose(by=person("coordinator.noord"), cases=list(those))
    destruction.approve(destruction_list=found, by=person("fg"), queue=queue_destruction)
    return list(found.items.order_by("case_id"))


def everything_of(case):
    return {model: len(keys) for model, keys in keys_of(case).items() if keys}


def test_no_trace_is_left_anywhere(story, uploads, travel):
    gone = whole_road(story)
    with travel(date(2026, 7, 20)):
        helped = asked(story)
        kept = story.file()
        cases.close(case=helped, by=person("coordinator.noord"))
    with travel(date(2026, 8, 3)):
        for case in (gone, helped, kept):
            with_traces(case)
    words = [word for case in (gone, helped) for word in (canary(case), case.number)]
    ids = public_ids_of(gone) | public_ids_of(helped)
    kept_rows, kept_word = everything_of(kept), canary(kept)
    for word in words:
        assert len(tables_with(word)) >= 2, "there must be something to find"
        assert word in dump()
    assert len(tables_with(words[0])) > 20
    assert decrypted_with(words[0]) >= {"cases.Identity", "cases.Draft", "rights.InspectionExport"}
    assert files_with(words[0]) and len(ids) > 60
    notices = Notification.objects.filter(reference=gone.number).count()
    records = LearningRecord.objects.count()
    assert notices > 10 and records

    with travel(date(2047, 1, 4)):
        for item in decided(gone, helped):
            assert destroy_case(destruction_item_id=item.pk) is True
        remove_left_files(timestamp=0)
        told = dump()
        for word in words:
            assert tables_with(word) == set(), word
            assert decrypted_with(word) == set()
            assert files_with(word) == []
            assert word not in told
        for name in ("Testkind", "Nergensweg"):
            assert name not in told
        left = {table for each in ids for table in tables_with(each)}
        assert left <= {"audit_readevent"}, "only the read log may still know an id"
        cached = b"".join(cache._cache.values())
        assert not any(word.encode() in cached for word in words)
        assert verify().is_whole
        assert LearningRecord.objects.count() == records
        assert DestructionRecord.objects.count() == 2
        assert not LeftFile.objects.exists()

    assert everything_of(kept) == kept_rows, "another case is not touched"
    assert files_with(kept_word) and kept_word in told


def small(story, travel):
    with travel(date(2026, 3, 2)):
        case = story.file()
        cases.close(case=case, by=person("coordinator.noord"))
    return case


def test_a_process_killed_halfway_leaves_everything_and_the_next_one_finishes(
    story, uploads, travel, monkeypatch
):
    case = small(story, travel)
    before = everything_of(case)
    with travel(date(2047, 1, 4)):
        (item,) = decided(case)
        with_item = everything_of(case)

        def killed(keys):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

        with monkeypatch.context() as patch, pytest.raises(Error):
            patch.setattr(removal, "_nothing_left", killed)
            destroy_case(destruction_item_id=item.pk)
        connection.close()
        assert everything_of(case) == with_item and len(with_item) >= len(before)
        assert not DestructionRecord.objects.exists()
        assert destroy_case(destruction_item_id=item.pk) is True
    assert not Case.objects.exists()


def test_a_file_that_cannot_be_removed_is_tried_until_it_is_gone(story, uploads, travel, monkeypatch):
    case = small(story, travel)
    upload = Document(
        case=case, name="a", content_type="application/pdf", size=1, sha256="0", uploaded_by=case.referrer
    )
    upload.file.save("brief.pdf", ContentFile(b"%PDF-1.7 kanarie"))

    def busy(name):
        raise OSError("the disk is busy")

    with travel(date(2047, 1, 4)):
        (item,) = decided(case)
        destroy_case(destruction_item_id=item.pk)
        with monkeypatch.context() as patch:
            patch.setattr(default_storage, "delete", busy)
            with pytest.raises(OSError, match="could not be removed"):
                remove_left_files(timestamp=0)
        assert files_with("kanarie") and LeftFile.objects.count() == 1
        remove_left_files(timestamp=0)
        remove_left_files(timestamp=0)
    assert files_with("kanarie") == [] and not LeftFile.objects.exists()


def test_of_two_privacy_officers_at_once_one_decides(story, uploads, travel):
    case = small(story, travel)
    with travel(date(2047, 1, 4)):
        found = destruction.propose(by=person("coordinator.noord"), cases=[case])

    def say(act):
        try:
            act()
        except ValidationError as refusal:
            return refusal.messages
        return "done"

    answers = together(
        lambda: say(
            lambda: destruction.approve(destruction_list=found, by=person("fg"), queue=queue_destruction)
        ),
        lambda: say(lambda: destruction.refuse(destruction_list=found, by=person("fg2"), remark="Nee.")),
    )
    assert sorted(answers, key=str) == sorted(["done", ["Over deze lijst is al besloten."]], key=str)


def test_of_two_coordinators_at_once_one_proposes_and_of_two_workers_one_destroys(story, uploads, travel):
    case = small(story, travel)

    def propose(address):
        with travel(date(2047, 1, 4)):
            try:
                return destruction.propose(by=person(address), cases=[case])
            except ValidationError as refusal:
                return refusal.messages[0]

    answers = together(lambda: propose("coordinator.noord"), lambda: propose("coordinator2.noord"))
    refused = [each for each in answers if isinstance(each, str)]
    assert len(refused) == 1 and "staat al op een lijst" in refused[0]
    (found,) = [each for each in answers if not isinstance(each, str)]
    destruction.approve(destruction_list=found, by=person("fg"), queue=queue_destruction)
    item = found.items.get()
    done = together(*[lambda: destroy_case(destruction_item_id=item.pk)] * 2)
    assert sorted(done) == [False, True]
    assert DestructionRecord.objects.count() == 1


def test_of_two_requests_at_once_one_is_recorded(story, people):
    case = story.file()

    def record():
        try:
            return services.record_request(
                case=case,
                by=person("coordinator.noord"),
                kind="inspection",
                asked_by="parent",
                received_on=date(2026, 3, 2),
            )
        except ValidationError:
            return None

    made = [each for each in together(record, record) if each]
    assert len(made) == 1 and case.subject_requests.count() == 1
