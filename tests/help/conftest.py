"""Cases at the expertise centre."""

from datetime import timedelta

import pytest

from expertteam.core import clock
from workflows.demo.people import person

QUESTION = "Wie biedt een plek met behandeling?"
ASKED = ("aanbieder.lindehof", "aanbieder.kompas")


def provider(address):
    return person(address).main_membership.organisation


def in_days(number):
    return clock.today() + timedelta(days=number)


def ask(story, case, providers=ASKED, **changes):
    values = {
        "segment": "verblijf",
        "need": "Een kleine groep met behandeling en rust.",
        "conditions": "In een grote groep gaat het mis.",
        "wanted_from": in_days(20),
        "answer_by": in_days(7),
        "providers": [provider(address) for address in providers],
    }
    story.play(case, "centrum1", "HelpFlow.request", **values | changes)
    return case.help_requests.latest("pk")


@pytest.fixture
def proposed(story):
    """A case whose transfer the centre has yet to decide on."""
    case = story.file()
    story.triage(case, "centre", transfer_question=QUESTION)
    return case


@pytest.fixture
def accepted(proposed, story):
    """The centre has taken the case to organise help."""
    story.play(proposed, "centrum1", "TransferFlow.decide", decision="organise")
    return proposed


@pytest.fixture
def asked(accepted, story):
    """Two providers have been asked."""
    ask(story, accepted)
    return accepted
