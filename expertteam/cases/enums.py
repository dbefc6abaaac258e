"""The field's lists. Codes are stable (they stand in the database), labels are what users read."""

from django.db import models


class CaseStatus(models.TextChoices):
    FILED = "filed", "Aangemeld"
    INCOMPLETE = "incomplete", "Aanvulling gevraagd"
    CONFERENCE = "conference", "Casusbespreking"
    ADVICE = "advice", "Advies in de maak"
    PROCESREGIE = "procesregie", "Procesregie"
    HELP = "help", "Hulp organiseren"
    FOLLOW_UP = "follow_up", "Opvolging"
    CLOSED = "closed", "Afgesloten"
    DECLINED = "declined", "Niet in behandeling"


class Route(models.TextChoices):
    CONSULTATION = "consultation", "consultatie en advies"
    PROCESREGIE = "procesregie", "procesregie"
    CENTRE = "centre", "expertisecentrum"


class TriageOutcome(models.TextChoices):
    CONSULTATION = "consultation", "Consultatie en advies: op de agenda van het expertteam"
    PROCESREGIE = "procesregie", "Procesregie: een procesregisseur doorbreekt de impasse"
    CENTRE = "centre", "Overdragen aan het Expertisecentrum Limburg"
    INCOMPLETE = "incomplete", "Terug naar de aanmelder voor aanvulling"
    DECLINED = "declined", "Niet in behandeling nemen"


class LegalFrame(models.TextChoices):
    VOLUNTARY = "vrijwillig", "vrijwillig kader"
    SUPERVISION = "ots", "ondertoezichtstelling"
    GUARDIANSHIP = "voogdij", "voogdij"
    PROBATION = "jeugdreclassering", "jeugdreclassering"


class LegalBasis(models.TextChoices):
    CONSENT = "toestemming", "toestemming van wie daarover gaat"
    COURT_ORDER = "maatregel", "uitvoering van een kinderbeschermingsmaatregel"
    SAFETY = "veiligheid", "noodzaak voor de veiligheid van de jeugdige"
    NONE = "anoniem", "geen: anoniem overleg"


class AgeBand(models.TextChoices):
    UNDER_4 = "0-3", "0 tot en met 3 jaar"
    UNDER_8 = "4-7", "4 tot en met 7 jaar"
    UNDER_12 = "8-11", "8 tot en met 11 jaar"
    UNDER_16 = "12-15", "12 tot en met 15 jaar"
    UNDER_18 = "16-17", "16 en 17 jaar"
    ADULT = "18-23", "18 tot en met 23 jaar"

    @classmethod
    def for_age(cls, age: int) -> "AgeBand":
        for band in cls:
            if age <= int(band.value.split("-")[1]):
                return band
        raise ValueError(age)


class WhyStuck(models.TextChoices):
    """Section 2.1.2 of the Noord-Limburg policy plan."""

    CAPACITY = "capaciteit", "capaciteitstekort"
    COMPLEXITY = "complexiteit", "steeds complexere casuïstiek"
    PROCESS = "proces", "onduidelijkheid in het proces"
    SUPPLY = "aanbod", "tekort aan specifiek aanbod"
    TRUST = "samenwerking", "gebrek aan samenwerking en vertrouwen"


class Safety(models.TextChoices):
    SAFE = "veilig", "Ja, de jeugdige is nu veilig"
    WATCHED = "zorgen", "Er zijn zorgen, en er zijn afspraken over de veiligheid"
    ACUTE = "acuut", "Nee, er is nu acuut gevaar"


class HelpSegment(models.TextChoices):
    """The purchase segments of the region and the kinds of help beside them."""

    ADMISSION = "opname", "Opname vervangende behandeling"
    RESIDENTIAL = "verblijf", "Behandeling met verblijf"
    FOSTER = "pleegzorg", "Wonen: pleegzorg"
    FAMILY_HOME = "gezinshuis", "Wonen: gezinshuis"
    SMALL_GROUP = "woonleefgroep", "Wonen: kleinschalige woonleefgroep"
    DAY = "dagbesteding", "Dagbesteding en dagbehandeling"
    AMBULATORY_LASTING = "ambulant_duurzaam", "Ambulant duurzaam"
    AMBULATORY_OUTLOOK = "ambulant_perspectief", "Ambulant perspectief"
    MENTAL_HEALTH = "ggz", "Ambulante GGZ"
    CREATIVE = "vaktherapie", "Vaktherapie"
    CRISIS = "crisishulp", "Crisishulp"
    SECURE = "jeugdzorgplus", "JeugdzorgPlus"
    PROTECTION = "bescherming", "Jeugdbescherming of jeugdreclassering"
    BRIDGING = "overbrugging", "Overbruggingszorg"
    NETWORK = "netwerk", "Netwerkversterking (JIM, familiegroepsplan)"
    SCHOOL = "onderwijs", "Onderwijs-jeugdhulparrangement"


class ScanState(models.TextChoices):
    """What the virus scanner said of a document; the labels stand in the list of documents."""

    NOT_SCANNED = "niet_gescand", "Niet gecontroleerd op virussen"
    WAITING = "wacht", "Wordt nog gecontroleerd op virussen"
    CLEAN = "schoon", "Gecontroleerd op virussen"
    REFUSED = "geweigerd", "Geweigerd: de virusscanner vond iets in dit bestand"


class TriedResult(models.TextChoices):
    HELPED = "hielp", "hielp een tijd"
    NO_EFFECT = "geen_effect", "had geen effect"
    STOPPED = "gestopt", "is voortijdig gestopt"
    NOT_STARTED = "niet_gestart", "is nooit gestart"
