"""Three whole journeys in Chromium, each step by the person whose step it is."""

import io

import pytest
from django.core.management import call_command
from pdfminer.high_level import extract_text

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.learning.models import LearningReport
from tests.browser import stories
from tests.browser.stories import day
from workflows.links import report_path
from workflows.report_jobs import protect_report

pytestmark = pytest.mark.django_db(transaction=True)


def in_six_months():
    return clock.months_later(clock.today(), 6).isoformat()


def test_from_filing_to_the_learning_report_on_disk(visit, tmp_path):
    referrer, number = stories.file_case(visit)
    stories.triage(visit, number, "consultation")
    stories.plan(visit, number)
    for expert in stories.EXPERTS:
        stories.pre_advise(visit, number, expert)
    chair = stories.confer(visit, number)
    stories.draft(chair, number)
    stories.sign(visit, number, "deskundige1.noord")
    stories.sign(visit, number, "deskundige2.noord", "dissent", "Ik zie de veiligheid anders.")
    stories.sign(visit, number, "deskundige4.noord", "remark", "Let op het broertje.")
    stories.settle(chair, number, "De veiligheid is apart met de toegang besproken.")

    referrer.open_task(number, "Op het advies reageren")
    letter = extract_text(io.BytesIO(referrer.download("Lees de hele adviesbrief (PDF)")))
    assert "Zet één vaste ambulant begeleider in." in letter
    assert "Voorbeeld" not in letter, "the letter names no youth"
    referrer.fill(
        **{
            "antwoord-1-choice": "deviate",
            "antwoord-1-reason_kind": "geen_plek",
            "antwoord-1-reason": "De wachttijd is een half jaar.",
        }
    ).press("Antwoord versturen")

    call_command("run_due", date=in_six_months())
    referrer.open_task(number, "Opvolging invullen").fill(
        **{"aanbeveling-1-result": "partly", "aanbeveling-1-reason_kind": "geen_plek"},
        lives="thuis",
        placement_prevented="ja",
        re_indication="nee",
        youth_view="Het gaat beter op school.",
        parents_view="Er is meer rust.",
    ).press("Opvolging versturen")

    coordinator = visit("coordinator.noord").open_task(number, "Opvolging beoordelen")
    coordinator.fill(assessment="Het advies is deels gevolgd en hielp.", outcome="close")
    coordinator.press("Beoordeling vastleggen").open_task(number, "Leersignalen vastleggen en afsluiten")
    coordinator.fill(
        **{
            "signaal-0-kind": "earlier",
            "signaal-0-segment": "ggz",
            "signaal-0-moment": "eerste_hulp",
            "signaal-0-addressee": "toegang",
            "signaal-0-text": "Eerder samen kijken wat er speelt.",
        }
    ).press("Casus afsluiten")
    assert Case.objects.get(number=number).status == "closed"

    coordinator.go("/leren/rapportages/nieuw/")
    this_month = f"{clock.today():%Y-%m}"
    coordinator.fill(starts_in=this_month, ends_in=this_month, introduction="Eén casus deze maand.")
    coordinator.press("Rapportage maken")
    made = LearningReport.objects.get()
    assert protect_report(learning_report_id=made.pk)
    coordinator.go(report_path(made))
    report = tmp_path / "leerrapportage.pdf"
    report.write_bytes(coordinator.download("Download PDF"))
    text = extract_text(str(report))
    assert "Noord-Limburg" in text
    assert number not in text


def test_through_procesregie_and_back_to_the_table(visit):
    _, number = stories.file_case(visit)
    stories.triage(visit, number, "procesregie")
    visit("coordinator.noord").open_task(number, "Procesregisseur aanwijzen").choose(
        "director", "Fatima el Idrissi"
    ).press("Procesregisseur aanwijzen")
    director = visit("regisseur.noord").open_task(number, "Impasse bepalen")
    director.fill(kind="geld", level="bestuur", description="Twee gemeenten betalen geen van beide.")
    director.press("Impasse vastleggen").open_task(number, "Procesregie voeren")
    director.press_link("Afspraken maken en bijhouden")
    director.write(
        {
            "Wat is afgesproken?": "De wethouders besluiten samen",
            "Wie doet dit?": "wethouder jeugd Venlo",
            "Uiterlijk op": day(7),
        }
    ).press("Afspraak toevoegen").sees("De wethouders besluiten samen")
    director.open_task(number, "Procesregie voeren").fill(result="bespreking", note="Eerst de inhoud.")
    director.press("Procesregie afronden").sees("Er staan nog afspraken open")
    director.press_link("Afspraken maken en bijhouden")
    director.page.get_by_text("Vastleggen of dit is nagekomen").click()
    director.tick("Nagekomen").press("Afspraak bijwerken")
    director.open_task(number, "Procesregie voeren").fill(result="bespreking", note="Eerst de inhoud.")
    director.press("Procesregie afronden")
    stories.plan(visit, number).sees("Casusbespreking")


def test_through_the_expertise_centre_with_a_refusal_a_match_and_bridging_care(visit):
    referrer, number = stories.file_case(visit)
    stories.triage(visit, number, "centre", transfer_question="Wie biedt behandeling met verblijf?")
    centre = visit("centrum1").open_task(number, "Over overdracht beslissen")
    centre.fill(decision="organise").press("Besluit vastleggen").open_task(number, "Hulpvraag uitzetten")
    centre.fill(
        segment="verblijf",
        need="Een kleine groep met behandeling en een vaste begeleider.",
        wanted_from=day(20),
        answer_by=day(6),
    ).tick("De Lindehof", "Stichting Kompas Jeugdhulp").press("Hulpvraag uitzetten")
    request = Case.objects.get(number=number).help_requests.get().number

    refusing = visit("aanbieder.lindehof").open_task(request, "Hulpvraag beantwoorden")
    refusing.sees("Een kleine groep").does_not_see(number)
    refusing.does_not_see("Voorbeeld").does_not_see("Nergensweg").does_not_see("Venlo")
    refusing.fill(answer="not_possible", refusal_reason="vol").press("Antwoord versturen")
    offering = visit("aanbieder.kompas").open_task(request, "Hulpvraag beantwoorden")
    offering.fill(answer="possible", available_from=day(25)).press("Antwoord versturen")

    centre.open_task(number, "Passende hulp kiezen").sees("geen plek vrij")
    centre.fill(
        decision="place",
        starts_on=day(25),
        bridging_what="Twee keer per week ambulante hulp thuis.",
        bridging_who="De Lindehof",
    ).tick("Stichting Kompas Jeugdhulp").press("Keuze vastleggen")

    call_command("run_due", date=in_six_months())
    referrer.open_task(number, "Opvolging invullen").fill(
        lives="groep",
        placement_prevented="nvt",
        re_indication="nee",
        youth_view="Ik heb mijn plek gevonden.",
        parents_view="Goed contact met de groep.",
    ).press("Opvolging versturen")
    assert Case.objects.get(number=number).follow_ups.get().status == "answered"
