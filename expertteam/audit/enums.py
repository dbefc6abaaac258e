from django.db import models


class Action(models.TextChoices):
    """NEN 7513: create, read, update, delete, execute."""

    CREATE = "C", "aangemaakt"
    READ = "R", "ingezien"
    UPDATE = "U", "gewijzigd"
    DELETE = "D", "verwijderd"
    EXECUTE = "E", "uitgevoerd"


class EventType(models.TextChoices):
    LOOK = "inzage", "inzage"
    SEARCH = "zoeken", "zoeken zonder resultaat"
    EXPORT = "uitvoer", "uitvoer"
    CHANGE = "wijziging", "wijziging"
    REFUSAL = "weigering", "weigering"
    LOGIN = "inloggen", "inloggen en uitloggen"
    LOGIN_REFUSAL = "inlogfout", "inloggen geweigerd"


LOGINS = (EventType.LOGIN, EventType.LOGIN_REFUSAL)


class Outcome(models.TextChoices):
    DONE = "gelukt", "gelukt"
    REFUSED = "geweigerd", "geweigerd"
    FAILED = "mislukt", "mislukt"


class Sensitivity(models.TextChoices):
    """How much an object tells: nothing about a person, the care of a youth, or who that youth is."""

    NORMAL = "gewoon", "gewoon"
    SPECIAL = "bijzonder", "bijzondere gegevens"
    IDENTIFYING = "herleidbaar", "direct herleidbaar"
