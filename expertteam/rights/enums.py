"""What youth and parents may ask, who asks, and what came of it."""

from django.db import models


class RequestKind(models.TextChoices):
    """Articles 7.3.8 to 7.3.10 of the Jeugdwet and 15 to 17 of the AVG."""

    INSPECTION = "inspection", "inzage"
    CORRECTION = "correction", "correctie"
    STATEMENT = "statement", "eigen verklaring"
    DESTRUCTION = "destruction", "vernietiging"


class Asker(models.TextChoices):
    """In which quality somebody asks; never a name.

    Article 7.3.15 of the Jeugdwet: below 12 the parents or the guardian ask, from 12 to 16 the youth too,
    from 16 the youth alone.
    """

    YOUTH = "youth", "de jeugdige"
    PARENT = "parent", "een ouder met gezag"
    GUARDIAN = "guardian", "de voogd of een andere wettelijk vertegenwoordiger"


class RequestStatus(models.TextChoices):
    OPEN = "open", "In behandeling"
    GRANTED = "granted", "Toegewezen"
    PARTLY = "partly", "Deels toegewezen"
    REFUSED = "refused", "Afgewezen"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class MarkStatus(models.TextChoices):
    PROPOSED = "proposed", "Wacht op de functionaris gegevensbescherming"
    WITHHELD = "withheld", "Wordt weggelaten"
    SHOWN = "shown", "Wordt getoond"


class CountsFrom(models.TextChoices):
    LAST_CHANGE = "last_change", "de laatste wijziging van het dossier"
    ADULTHOOD = "adulthood", "de achttiende verjaardag"


class Ground(models.TextChoices):
    """Why a file is destroyed."""

    RETENTION = "retention", "bewaartermijn voorbij"
    REQUEST = "request", "toegewezen verzoek om vernietiging"


class ListStatus(models.TextChoices):
    PROPOSED = "proposed", "Wacht op goedkeuring"
    APPROVED = "approved", "Goedgekeurd"
    REFUSED = "refused", "Niet goedgekeurd"


DECISIONS = [choice for choice in RequestStatus.choices if choice[0] != RequestStatus.OPEN]
TONES = {
    RequestStatus.OPEN: "info",
    RequestStatus.GRANTED: "success",
    RequestStatus.PARTLY: "success",
    RequestStatus.REFUSED: "neutral",
    RequestStatus.WITHDRAWN: "neutral",
}
