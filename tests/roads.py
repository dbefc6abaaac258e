"""Long roads that several tests walk, and what people wrote on the way."""

from datetime import date

from django.apps import apps

from expertteam.cases.models import Case
from expertteam.core import clock
from tests.privacy.canary import PATHS_TO_CASE, text_fields
from workflows.demo.people import person


def whole_road(story) -> Case:
    """From filing to lesson, with something missing at first and a deviation from the advice."""
    with clock.travel(date(2026, 1, 12)):
        case = story.file()
        story.triage(case, "incomplete", missing="Het plan van school ontbreekt.")
        story.play(case, "aanmelder.venlo", "IntakeFlow.add", addition="Het plan van school: halve dagen.")
        story.to_delivery(case)
        story.respond(case, choice="deviate")
    with clock.travel(date(2026, 7, 13)):
        story.follow_up_opens(case)
        story.fill_in(case, result="partly")
        story.assess(case)
        story.learn(case)
    return case


def asked(story) -> Case:
    """A case at the expertise centre, with two providers asked for help."""
    case = story.file()
    story.triage(case, "centre", transfer_question="Wie biedt een plek?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="organise")
    providers = [person(p).main_membership.organisation for p in ("aanbieder.lindehof", "aanbieder.kompas")]
    story.play(
        case,
        "centrum1",
        "HelpFlow.request",
        segment="verblijf",
        need="Een kleine groep met behandeling.",
        conditions="",
        wanted_from=clock.today(),
        answer_by=clock.today(),
        providers=providers,
    )
    return case


def texts_of(case) -> set[str]:
    """Every text that people wrote about this case, and the names in it."""
    texts = set()
    for label, path in PATHS_TO_CASE.items():
        model = apps.get_model(label)
        for name in text_fields(model):
            texts |= set(model.objects.filter(**{path: case.pk}).values_list(name, flat=True))
    return {text for text in texts if text and len(text) > 5}
