"""What a youth or parent gets to see of the file, and what not."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from expertteam.audit.models import ReadEvent
from expertteam.audit.register import REGISTER, SPECIAL
from expertteam.rights import file, inspection, services
from expertteam.rights.models import InspectionExport
from expertteam.rights.reach import is_history, reached_models
from tests.pages import text_of
from tests.privacy.canary import PATHS_TO_CASE, canary, plant, text_fields
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded
from tests.reports.pdf_checks import text_of as text_of_pdf
from tests.roads import whole_road

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(story, travel):
    with travel(date(2026, 3, 2)):
        return story.file()


@pytest.fixture
def delivered(case, story, travel):
    with travel(date(2026, 3, 2)):
        story.to_delivery(case)
    return case


@pytest.fixture
def asked(case, ask, travel):
    with travel(date(2026, 3, 10)):
        return ask(case)


def the_part(case, words):
    return next(key for key, name in file.parts_of(file.sections(case)).items() if name == words)


def values_of(content):
    return {
        part["key"]: part["value"]
        for section in content["sections"]
        for row in section["rows"]
        for part in row["parts"]
    }


def planted_parts(case):
    """The keys of the parts that hold a canary now, found by the test's own list of ways to a case."""
    for label, path in PATHS_TO_CASE.items():
        model = apps.get_model(label)
        for name in text_fields(model):
            if not file.why_left_out(model, model._meta.get_field(name)):
                for pk in model.objects.filter(**{path: case.pk}).values_list("pk", flat=True):
                    yield f"{label.lower()}.{pk}.{name}"


def test_every_classified_field_of_a_case_is_shown_or_named_with_a_reason():
    shown = file.shown_models()
    for model in reached_models():
        if is_history(model) or model._meta.auto_created or model._meta.label not in REGISTER:
            continue
        for field in model._meta.local_fields:
            reason = file.why_left_out(model, field)
            assert reason or model in shown, f"{model._meta.label}.{field.name} is in no inspection"


def test_special_data_that_hang_on_no_case_are_named_with_a_reason():
    reached = {model._meta.label for model in reached_models()}
    for label, classes in REGISTER.items():
        if SPECIAL in classes and label not in reached:
            assert file.ELSEWHERE.get(label), f"{label}: say why an inspection does not show it"


def test_what_is_left_out_still_exists():
    known = {model._meta.label for model in reached_models()}
    assert set(file.LEFT_OUT_MODELS) <= known
    assert all(apps.get_model(label) for label in file.ELSEWHERE)


def test_whatever_anybody_wrote_about_the_case_is_in_the_export(story, ask, people, travel):
    case = whole_road(story)
    with travel(date(2026, 8, 3)):
        request = ask(case, question="Alles.")
        plant(case)
        planted = set(planted_parts(case))
        content = inspection.thawed(inspection.freeze(request=request, by=people("coordinator.noord")))
    told = values_of(content)
    assert len(planted) > 60
    assert {key for key, value in told.items() if value == canary(case)} == planted


def test_the_case_of_another_is_never_in_it(case, story, asked, people):
    other = story.file("aanmelder.venray", title="Van een ander")
    plant(other)
    export = inspection.freeze(request=asked, by=people("coordinator.noord"))
    assert canary(other) not in export.content
    assert "Van een ander" not in export.content


def test_a_blind_pre_advice_is_not_yet_part_of_the_file(story, ask, people):
    case = story.file()
    story.to_conference(case)
    story.pre_advise(case)
    titles = {section["title"] for section in file.sections(case)}
    assert "Deelname" in titles and "Vooradvies" not in titles
    story.confer(case)
    assert "Vooradvies" in {section["title"] for section in file.sections(case)}


def test_it_tells_who_looked_on_which_ground_and_who_was_refused(case, asked, as_user, people, travel):
    address = f"/casussen/{case.public_id}/"
    with travel(date(2026, 3, 10)):
        as_user("coordinator2.noord").get(address)
        as_user("coordinator2.noord").get(address)
        as_user("aanmelder.roermond").get(address)
        export = inspection.freeze(request=asked, by=people("coordinator.noord"))
    looked = inspection.thawed(export)["who_looked"]
    looks = {each["who"]: each for each in looked if each["what"] == "casus, ingezien"}
    colleague, stranger = looks["Bas Hermkens"], looks["Mark Linssen"]
    assert (colleague["allowed"], colleague["times"]) == (True, 2)
    assert colleague["role"] == "coördinator expertteam"
    assert colleague["ground"].startswith("coördinator: coördinator van het expertteam")
    assert (stranger["allowed"], stranger["organisation"]) == (False, "Toegang Roermond")
    assert stranger["ground"] == "geen toegang tot deze casus"


def test_it_tells_to_whom_what_was_given_and_on_which_ground(delivered, asked, people):
    content = inspection.thawed(inspection.freeze(request=asked, by=people("coordinator.noord")))
    given = {(each["whom"], each["what"], each["ground"]) for each in content["given_to"]}
    assert ("De Lindehof", "aanbeveling 1 van het advies", "toestemming van wie daarover gaat") in given
    for each in delivered.disclosures.all():
        ground = f"{each.get_basis_display()} (regels {each.rule_version})"
        assert (each.get_scope_display(), each.get_kind_display(), ground) in given
    assert delivered.disclosures.exists()
    assert ("Sanne Hendrix", "toegang als aanmelder", "heeft de casus aangemeld") in given


def test_a_part_about_another_is_withheld_when_two_persons_agree(case, asked, people, as_user, travel):
    part = the_part(case, "Aanmelding: Wat de ouders willen")
    page = f"/rechten/verzoeken/{asked.public_id}/inzage/"
    coordinator = as_user("coordinator.noord")
    coordinator.post(page, {"part": part, "reason": "Gaat over de gezondheid van een ouder."})
    mark = case.third_party_marks.get()
    assert mark.label == "Aanmelding: Wat de ouders willen"
    with pytest.raises(ValidationError, match="Wacht op de functionaris"):
        inspection.freeze(request=asked, by=people("coordinator.noord"))
    officer = as_user("fg")
    shown = officer.get(f"/rechten/derden/{mark.public_id}/")
    assert "gezondheid van een ouder" in text_of(shown) and "Rust in huis" not in text_of(shown)
    text = officer.post(f"/rechten/derden/{mark.public_id}/", {"show": "1"})
    assert "Rust in huis" in text_of(text) and case.title not in text_of(text)
    shown = ReadEvent.objects.get(object_type="deel over een ander")
    assert (shown.user_name, shown.object_id, shown.sensitivity) == (
        "Ellen Schoenmakers",
        str(case.public_id),
        "bijzonder",
    )
    officer.post(f"/rechten/derden/{mark.public_id}/", {"verdict": "withhold", "judgement": "Mee eens."})
    assert "Rust in huis" not in text_of(officer.post(f"/rechten/derden/{mark.public_id}/", {"show": "1"}))
    content = inspection.thawed(inspection.freeze(request=asked, by=people("coordinator.noord")))
    assert values_of(content)[part].startswith("Weggelaten op grond van artikel 7.3.10 van de Jeugdwet")
    assert "Rust in huis" not in json.dumps(content)
    assert content["sections"][1]["rows"]


def test_what_the_privacy_officer_does_not_want_withheld_is_shown(case, asked, people):
    part = the_part(case, "Aanmelding: Situatie")
    mark = inspection.mark(case=case, by=people("coordinator.noord"), part=part, reason="Over oma.")
    inspection.judge(mark=mark, by=people("fg"), withhold=False, judgement="Het gaat over de jeugdige zelf.")
    content = inspection.thawed(inspection.freeze(request=asked, by=people("coordinator.noord")))
    assert "Thuis lopen ruzies" in values_of(content)[part]


def test_nobody_agrees_with_themselves_and_only_a_privacy_officer_does(case, people):
    part = the_part(case, "Aanmelding: Situatie")
    mark = inspection.mark(case=case, by=people("fg"), part=part, reason="Over een broer.")
    with pytest.raises(ValidationError, match="Een ander dan u"):
        inspection.judge(mark=mark, by=people("fg"), withhold=True, judgement="Ja.")
    with pytest.raises(ValidationError, match="Alleen een functionaris"):
        inspection.judge(mark=mark, by=people("coordinator2.noord"), withhold=True, judgement="Ja.")
    with pytest.raises(DatabaseError), transaction.atomic():
        type(mark).objects.filter(pk=mark.pk).update(
            status="withheld", judged_by=people("fg"), judgement="Langs de achterdeur."
        )
    inspection.judge(mark=mark, by=people("fg2"), withhold=True, judgement="Ja.")
    with pytest.raises(ValidationError, match="al beoordeeld"):
        inspection.judge(mark=mark, by=people("fg2"), withhold=False, judgement="Nee.")


def test_who_proposed_it_does_not_judge_it_and_reads_no_text(case, people, as_user):
    part = the_part(case, "Aanmelding: Wat de ouders willen")
    mark = inspection.mark(case=case, by=people("fg"), part=part, reason="Over een ouder.")
    page = text_of(as_user("fg").post(f"/rechten/derden/{mark.public_id}/", {"show": "1"}))
    assert "Dit stelde u zelf voor" in page and "Rust in huis" not in page
    assert inspection.text_to_judge(mark=mark, by=people("coordinator.noord")) == ""
    assert inspection.text_to_judge(mark=mark, by=people("fg2")) == "Rust in huis."


def test_a_part_of_another_case_cannot_be_marked(case, story, people):
    foreign = the_part(story.file("aanmelder.venray"), "Aanmelding: Situatie")
    with pytest.raises(ValidationError, match="staat niet"):
        inspection.mark(case=case, by=people("coordinator.noord"), part=foreign, reason="Zomaar.")


def test_an_export_never_changes_and_says_so_when_it_did(case, asked, people):
    export = inspection.freeze(request=asked, by=people("coordinator.noord"))
    with pytest.raises(DatabaseError), transaction.atomic():
        InspectionExport.objects.filter(pk=export.pk).update(digest="0" * 64)
    export.content = export.content.replace("Rust in huis", "Onrust in huis")
    with pytest.raises(ValueError, match="digest"):
        inspection.thawed(export)


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_there_is_no_export_of_a_refused_request_or_another_kind(case, asked, ask, people, status):
    by = people("coordinator.noord")
    services.decide(request=asked, by=by, status=status, reason="Nee.")
    for request in (asked, ask(case, "destruction")):
        with pytest.raises(ValidationError, match="Alleen bij een verzoek om inzage"):
            inspection.freeze(request=request, by=by)


def test_the_pdf_and_the_data_say_the_same_and_can_be_read_aloud(delivered, asked, as_user, tmp_path):
    client = as_user("coordinator.noord")
    client.post(f"/rechten/verzoeken/{asked.public_id}/afdruk/")
    export = asked.exports.get()
    data = client.get(f"/rechten/inzagen/{export.public_id}/json/")
    pdf = client.get(f"/rechten/inzagen/{export.public_id}/pdf/")
    assert data["Content-Disposition"] == f'attachment; filename="inzage-{delivered.number}.json"'
    assert_accessible(pdf.content, tmp_path)
    assert_fonts_embedded(pdf.content)
    text = text_of_pdf(pdf.content).replace(" ", "")
    for value in values_of(json.loads(data.content)).values():
        assert "".join(value.split()) in text, value
    assert export.digest in text
    assert client.get(f"/rechten/inzagen/{export.public_id}/pdf/").content == pdf.content
    done = ReadEvent.objects.filter(object_id=str(export.public_id), action="E", allowed=True)
    assert done.count() == 3


def test_only_who_handles_the_rights_prepares_and_downloads(case, asked, people, as_user):
    export = inspection.freeze(request=asked, by=people("coordinator.noord"))
    for stranger in ("aanmelder.venlo", "voorzitter.noord", "deskundige1.noord", "coordinator.midden", "fg"):
        client = as_user(stranger)
        for address in (
            f"/rechten/inzagen/{export.public_id}/pdf/",
            f"/rechten/inzagen/{export.public_id}/json/",
            f"/rechten/verzoeken/{asked.public_id}/inzage/",
        ):
            assert client.get(address).status_code == 404
        assert client.post(f"/rechten/verzoeken/{asked.public_id}/afdruk/").status_code == 404
    assert asked.exports.count() == 1
    assert ReadEvent.objects.filter(object_id=str(export.public_id), allowed=False).count() == 10


def test_only_a_privacy_officer_judges(case, people, as_user):
    part = the_part(case, "Aanmelding: Situatie")
    mark = inspection.mark(case=case, by=people("coordinator2.noord"), part=part, reason="Over een broer.")
    for stranger in ("coordinator.noord", "aanmelder.venlo", "beheer"):
        client = as_user(stranger)
        assert client.get("/rechten/derden/").status_code == 404
        answer = {"verdict": "withhold", "judgement": "Ja."}
        assert client.post(f"/rechten/derden/{mark.public_id}/", answer).status_code == 404
    mark.refresh_from_db()
    assert mark.status == "proposed"
