from django.db import models


class DirectionStatus(models.TextChoices):
    UNASSIGNED = "unassigned", "Nog geen procesregisseur"
    OPEN = "open", "Loopt"
    CLOSED = "closed", "Afgerond"


class DirectionResult(models.TextChoices):
    BROKEN_THROUGH = "doorbroken", "Doorbroken: de impasse is opgelost"
    SCALED_DOWN = "afgeschaald", "Afgeschaald: anderen kunnen verder"
    TO_CONFERENCE = "bespreking", "Terug naar de casusbespreking"
    NO_RESULT = "geen_resultaat", "Beëindigd zonder resultaat"


class ImpasseKind(models.TextChoices):
    MONEY = "geld", "geld"
    LAW = "wet", "wet of regel"
    PLACE = "plek", "plek"
    RESPONSIBILITY = "verantwoordelijkheid", "verantwoordelijkheid"
    VIEW = "inzicht", "verschil van inzicht"


class ImpasseLevel(models.TextChoices):
    """Who can break it: the ladder from the people involved to the board."""

    PROFESSIONALS = "uitvoering", "professionals in de uitvoering"
    MANAGERS = "management", "managers van de organisaties"
    DIRECTORS = "directie", "directies"
    ALDERMEN = "bestuur", "wethouders en bestuurders"


class AgreementState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "nagekomen", "Nagekomen"
    NOT_DONE = "niet_nagekomen", "Niet nagekomen"
