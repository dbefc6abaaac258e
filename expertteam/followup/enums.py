from django.db import models


class FollowUpStatus(models.TextChoices):
    PLANNED = "planned", "Gepland"
    OPEN = "open", "In te vullen"
    ANSWERED = "answered", "Beantwoord"
    UNANSWERED = "unanswered", "Niet beantwoord"
    ASSESSED = "assessed", "Beoordeeld"


class OutcomeResult(models.TextChoices):
    FOLLOWED = "followed", "Gevolgd"
    PARTLY = "partly", "Deels gevolgd"
    NOT_FOLLOWED = "not_followed", "Niet gevolgd"
    NOT_APPLICABLE = "not_applicable", "Niet meer van toepassing"


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
