"""Cases in procesregie."""

from datetime import timedelta

import pytest

from expertteam.core import clock
from expertteam.procesregie import services
from workflows.demo.people import person

IMPASSE = {
    "kind": "geld",
    "level": "bestuur",
    "description": "Twee gemeenten betalen geen van beide.",
}


@pytest.fixture
def stuck(story):
    """A case with a director who has yet to say what the deadlock is."""
    case = story.file()
    story.triage(case, "procesregie", director=person("regisseur.noord"))
    return case


@pytest.fixture
def directed(stuck, story):
    """A case whose deadlock is known; agreements can be made."""
    story.play(stuck, "regisseur.noord", "ProcesregieFlow.analyse", **IMPASSE)
    return stuck


def agree(case, by="regisseur.noord", days=10, what="Een voorschot toezeggen"):
    return services.agree(
        direction=case.directions.latest("pk"),
        by=person(by),
        what=what,
        who="wethouder jeugd",
        due_on=clock.today() + timedelta(days=days),
    )
