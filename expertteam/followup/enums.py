from django.db import models


class FollowUpStatus(models.TextChoices):
    PLANNED = "planned", "Gepland"
    OPEN = "open", "In te vullen"
    ANSWERED = "answered", "Beantwoord"
    UNANSWERED = "unanswered", "Niet beantwoord"
    ASSESSED = "assessed", "Beoordeeld"


class FollowUpState(models.TextChoices):
    """What a coordinator watches: the status, seen from today."""

    PLANNED = "gepland", "Gepland"
    DUE = "nu", "Nu in te vullen"
    LATE = "te-laat", "Te laat"
    ANSWERED = "beantwoord", "Beantwoord"
    UNANSWERED = "niet-beantwoord", "Niet beantwoord"


# The colour of each state, the same in list and page.
TONES = {
    FollowUpState.PLANNED: "neutral",
    FollowUpState.DUE: "info",
    FollowUpState.LATE: "danger",
    FollowUpState.ANSWERED: "success",
    FollowUpState.UNANSWERED: "warning",
}


class OutcomeResult(models.TextChoices):
    FOLLOWED = "followed", "Gevolgd"
    PARTLY = "partly", "Deels gevolgd"
    NOT_FOLLOWED = "not_followed", "Niet gevolgd"
    NOT_APPLICABLE = "not_applicable", "Niet meer van toepassing"


# Results that ask for a reason.
NEED_REASON = {OutcomeResult.PARTLY, OutcomeResult.NOT_FOLLOWED}


class LivingSituation(models.TextChoices):
    HOME = "thuis", "thuis"
    NETWORK = "netwerk", "bij familie of netwerk"
    FOSTER = "pleeggezin", "in een pleeggezin"
    FAMILY_HOME = "gezinshuis", "in een gezinshuis"
    GROUP = "groep", "in een leefgroep"
    SECURE = "gesloten", "in een gesloten groep"
    ON_OWN = "zelfstandig", "zelfstandig of begeleid wonen"


class YesNoUnknown(models.TextChoices):
    YES = "ja", "ja"
    NO = "nee", "nee"
    UNKNOWN = "onbekend", "onbekend"
    NOT_APPLICABLE = "nvt", "niet van toepassing"


class AssessmentOutcome(models.TextChoices):
    CLOSE = "close", "Afsluiten"
    SECOND = "second", "Nog een opvolging plannen"
    CONFERENCE = "conference", "Opnieuw bespreken aan tafel"
    PROCESREGIE = "procesregie", "Procesregie inzetten"
