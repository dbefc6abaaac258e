"""What is asked of an organisation, what it says, and how that looks to a reader."""

from django.db import models

from expertteam.learning.enums import Addressee
from expertteam.organisations.enums import OrganisationKind, Role


class Says(models.TextChoices):
    """The answer of an organisation; the last three tell how it ended."""

    TAKES_UP = "takes_up", "pakt het op"
    PARTLY = "partly", "pakt een deel op"
    DOES_NOT = "does_not", "pakt het niet op"
    DONE = "done", "het is gedaan"
    PARTLY_DONE = "partly_done", "een deel is gedaan"
    NOT_DONE = "not_done", "het is niet gelukt"


PROMISES = (Says.TAKES_UP, Says.PARTLY)
ANSWERS = (*PROMISES, Says.DOES_NOT)
RESULTS = (Says.DONE, Says.PARTLY_DONE, Says.NOT_DONE)


class QuestionState(models.TextChoices):
    """How a question stands today, for who looks."""

    PROPOSED = "proposed", "Wacht op een tweede lezer"
    REJECTED = "rejected", "Niet vrijgegeven"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    WAITING = "waiting", "Wacht op antwoord"
    LATE = "late", "Antwoord is te laat"
    RECEIVED = "received", "Antwoord ontvangen"
    TAKES_UP = "takes_up", "Wordt opgepakt"
    PARTLY = "partly", "Wordt deels opgepakt"
    DOES_NOT = "does_not", "Wordt niet opgepakt"
    DONE = "done", "Gedaan"
    PARTLY_DONE = "partly_done", "Deels gedaan"
    NOT_DONE = "not_done", "Niet gelukt"


TONES = {
    QuestionState.PROPOSED: "info",
    QuestionState.REJECTED: "warning",
    QuestionState.WITHDRAWN: "neutral",
    QuestionState.WAITING: "info",
    QuestionState.LATE: "danger",
    QuestionState.RECEIVED: "info",
    QuestionState.TAKES_UP: "success",
    QuestionState.PARTLY: "success",
    QuestionState.DOES_NOT: "warning",
    QuestionState.DONE: "success",
    QuestionState.PARTLY_DONE: "success",
    QuestionState.NOT_DONE: "warning",
}


class ReminderMoment(models.TextChoices):
    BEFORE = "before", "een week ervoor"
    AFTER = "after", "een week erna"


# Who speaks for an organisation of each kind.
ANSWERED_BY = {
    OrganisationKind.ACCESS_TEAM: Role.REFERRER,
    OrganisationKind.CERTIFIED_INSTITUTION: Role.REFERRER,
    OrganisationKind.PROVIDER: Role.PROVIDER,
    OrganisationKind.REGION: Role.ANALYST,
    OrganisationKind.READER: Role.READER,
}
# Which kind of organisation an addressee is here.
KIND_OF_ADDRESSEE = {
    Addressee.ACCESS: OrganisationKind.ACCESS_TEAM,
    Addressee.CERTIFIED_INSTITUTION: OrganisationKind.CERTIFIED_INSTITUTION,
    Addressee.PROVIDER: OrganisationKind.PROVIDER,
    Addressee.EDUCATION: OrganisationKind.READER,
    Addressee.MEDICAL: OrganisationKind.READER,
    Addressee.PROCUREMENT: OrganisationKind.READER,
    Addressee.BOARD: OrganisationKind.REGION,
}
