from django.db import models


class ItemStatus(models.TextChoices):
    REQUESTED = "requested", "Nog te plannen"
    PLANNED = "planned", "Gepland"
    DONE = "done", "Besproken"
    CANCELLED = "cancelled", "Vervallen: geen toestemming meer"


class ConferenceOutcome(models.TextChoices):
    ADVICE = "advice", "Er komt een advies"
    ADJOURNED = "adjourned", "Verdaagd: er is een nieuwe bespreking nodig"
    PROCESREGIE = "procesregie", "Naar procesregie"
    CENTRE = "centre", "Naar het Expertisecentrum Limburg"


class Attendance(models.TextChoices):
    INVITED = "invited", "Uitgenodigd"
    PRESENT = "present", "Aanwezig"
    ABSENT = "absent", "Afwezig"
    RECUSED = "recused", "Verschoond"


class PreAdviceChoice(models.TextChoices):
    WRITE = "write", "Ja, ik schrijf een vooradvies"
    RECUSE = "recuse", "Nee, ik verschoon mij"
