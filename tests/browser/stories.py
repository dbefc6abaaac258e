"""What people do in the browser, a function a step; journeys put them together."""

from datetime import timedelta

from expertteam.access.consent_enums import Scope
from expertteam.core import clock
from workflows.demo.people import person

EXPERTS = ("deskundige1.noord", "deskundige2.noord", "deskundige4.noord")


def day(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def file_case(visit):
    """The referrer files a case in six steps; gives the referrer and the number of the case."""
    referrer = visit("aanmelder.venlo").go("/casussen/").press_link("Casus aanmelden")
    referrer.press("Nieuwe casus aanmelden")
    referrer.fill(
        safety="zorgen",
        safety_note="Er is een veiligheidsplan met oma.",
        legal_frame="vrijwillig",
    ).press("Bewaar en ga verder")
    referrer.fill(
        known_as="named",
        first_name="Verzonnen",
        last_name="Voorbeeld",
        birth_date="2012-03-04",
        address="Nergensweg 1",
        authority="one",
    ).press("Bewaar en ga verder")
    referrer.sees("Toestemming is nodig van de jeugdige en ouder 1")
    referrer.fill(
        youth_answer="given",
        youth_on=day(-7),
        youth_manner="mondeling",
        parent_1_answer="given",
        parent_1_on=day(-7),
        parent_1_manner="schriftelijk",
    ).tick(*(scope.label for scope in Scope)).press("Bewaar en ga verder")
    referrer.fill(
        title="School vastgelopen, dreigende uithuisplaatsing",
        situation="De jeugdige zit al een jaar thuis.",
        why_stuck="aanbod",
        why_stuck_note="Drie aanbieders hebben geen plek.",
        stuck_since="2025-09-01",
        tried__0__segment="ggz",
        tried__0__result="gestopt",
    ).press("Bewaar en ga verder")
    referrer.fill(
        question="Hoe voorkomen we een uithuisplaatsing?",
        youth_view="Weer naar school.",
        parents_view="Rust in huis.",
        involved__0__role="intern begeleider",
    ).press("Bewaar en ga verder")
    referrer.tick("Ik heb de aanmelding gelezen").press("Aanmelding versturen")
    referrer.sees("De casus is aangemeld onder nummer")
    number = referrer.page.title().split()[1]
    return referrer, number


def triage(visit, number, outcome, **answers):
    coordinator = visit("coordinator.noord").open_task(number, "Triage doen")
    coordinator.fill(outcome=outcome, motivation="Dit past bij de vraag.", **answers)
    return coordinator.press("Besluit vastleggen")


def plan(visit, number, by="coordinator.noord", experts=EXPERTS):
    planner = visit(by).open_task(number, "Casusbespreking plannen")
    planner.fill(day=day(9), starts="10:00", ends="11:00", location="Stadskantoor Venlo")
    planner.tick(*(person(expert).name for expert in experts))
    return planner.press("Bespreking plannen").sees("De bespreking is gepland")


def pre_advise(visit, number, expert):
    visitor = visit(expert).open_task(number, "Vooradvies schrijven")
    visitor.fill(analysis="Te veel hulpverleners tegelijk.", advice="Eén gezicht in het gezin.")
    return visitor.press("Versturen").sees("Uw vooradvies is ingediend")


def confer(visit, number, outcome="advice", by="voorzitter.noord", experts=EXPERTS, **answers):
    chair = visit(by).open_task(number, "Casusbespreking vastleggen").press("Bespreking openen")
    chair.tick(*(person(expert).name for expert in experts))
    chair.fill(
        explanatory_analysis="De spanning thuis en op school houden elkaar in stand.",
        minutes="Besproken wat eerst moet.",
        outcome=outcome,
        **answers,
    )
    return chair.press("Bespreking afronden")


def draft(chair, number):
    chair.open_task(number, "Advies opstellen")
    chair.fill(
        summary="Eerst rust, dan behandeling.",
        aanbeveling__0__text="Zet één vaste ambulant begeleider in.",
        aanbeveling__0__segment="ambulant_perspectief",
        aanbeveling__0__owner="behandelcoördinator",
        aanbeveling__0__due_on=day(30),
    ).choose("aanbeveling-0-addressee", "De Lindehof")
    return chair.press("Advies ter ondertekening sturen")


def sign(visit, number, expert, judgement="agree", remark=""):
    visitor = visit(expert).open_task(number, "Advies ondertekenen")
    return visitor.fill(judgement=judgement, remark=remark).press("Oordeel vastleggen")


def settle(chair, number, settlement=""):
    chair.open_task(number, "Advies vaststellen").fill(settlement=settlement)
    return chair.press("Advies vaststellen").sees("Het advies is vastgesteld")
