from django.db import models


class SignalKind(models.TextChoices):
    EARLIER = "earlier", "Dit had eerder ingezet moeten worden"
    MISSING = "missing", "Dit aanbod ontbrak"
    BOTTLENECK = "bottleneck", "Dit was een knelpunt"


class Moment(models.TextChoices):
    """Where in the chain it should have been used."""

    FIRST_CONTACT = "eerste_contact", "bij het eerste contact met de toegang"
    FIRST_HELP = "eerste_hulp", "bij de eerste inzet van hulp"
    SCALE_UP = "opschalen", "bij het opschalen naar zwaardere hulp"
    PROTECTION = "bescherming", "bij de start van een maatregel"
    TRANSITION = "overgang", "bij de overgang naar school, werk of 18 jaar"


class Bottleneck(models.TextChoices):
    CAPACITY = "capaciteit", "capaciteitstekort"
    PROCESS = "proces", "onduidelijkheid in het proces"
    SUPPLY = "aanbod", "tekort aan specifiek aanbod"
    TRUST = "samenwerking", "samenwerking en vertrouwen"
    MONEY = "geld", "financiering"
    LAW = "wet", "wet of regel"


class Addressee(models.TextChoices):
    ACCESS = "toegang", "gemeentelijke toegang"
    CERTIFIED_INSTITUTION = "gi", "gecertificeerde instelling"
    PROVIDER = "aanbieder", "jeugdhulpaanbieder"
    EDUCATION = "onderwijs", "onderwijs"
    MEDICAL = "medisch", "medisch verwijzer"
    PROCUREMENT = "inkoop", "inkoop en leveranciersmanagement (MGR)"
    BOARD = "bestuur", "bestuur"


class LessonStatus(models.TextChoices):
    PROPOSED = "proposed", "Wacht op een tweede lezer"
    APPROVED = "approved", "Vrijgegeven"
    REJECTED = "rejected", "Niet vrijgegeven"


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    PUBLISHED = "published", "Gepubliceerd"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class Failure(models.TextChoices):
    """Why the figures of a report could not be protected; each says what to do."""

    NO_CASES = (
        "no_cases",
        "In deze periode is geen casus afgesloten. Verwijder dit concept en kies meer maanden.",
    )
    INCONSISTENT = (
        "inconsistent",
        "De gegevens passen niet meer bij een eerdere rapportage. Vraag de functioneel beheerder om het na "
        "te kijken en probeer het daarna opnieuw.",
    )
    CERTIFICATE = (
        "certificate",
        "Het certificaat klopte niet met de cijfers, dus de cijfers zijn weggegooid. Probeer het opnieuw.",
    )
    UNEXPECTED = (
        "unexpected",
        "Er ging iets mis bij het beveiligen. Probeer het opnieuw. Gaat het weer mis? Vraag dan de "
        "functioneel beheerder om hulp.",
    )


class ParagraphKind(models.TextChoices):
    INTRODUCTION = "introduction", "Inleiding"
    LESSON = "lesson", "Les"
    CLOSING = "closing", "Slot"


class Says(models.TextChoices):
    """What a reader of a report says of words in it."""

    ACCEPTED = "accepted", "Mag blijven"
    REJECTED = "rejected", "Moet weg"


class WaitingBand(models.TextChoices):
    """From filing to delivered advice or placement."""

    WEEKS_2 = "0-2", "binnen 2 weken"
    WEEKS_4 = "2-4", "2 tot 4 weken"
    WEEKS_8 = "4-8", "4 tot 8 weken"
    LONGER = "8+", "8 weken of langer"
    NONE = "geen", "geen advies uitgebracht"

    @classmethod
    def for_days(cls, days: int | None) -> "WaitingBand":
        if days is None:
            return cls.NONE
        for limit, band in ((14, cls.WEEKS_2), (28, cls.WEEKS_4), (56, cls.WEEKS_8)):
            if days < limit:
                return band
        return cls.LONGER


class TriedBand(models.TextChoices):
    NONE = "0", "geen"
    FEW = "1-2", "1 of 2"
    MANY = "3+", "3 of meer"

    @classmethod
    def for_count(cls, count: int) -> "TriedBand":
        if not count:
            return cls.NONE
        return cls.FEW if count <= 2 else cls.MANY


class FactOutcome(models.TextChoices):
    FOLLOWED = "followed", "gevolgd"
    PARTLY = "partly", "deels gevolgd"
    NOT_FOLLOWED = "not_followed", "niet gevolgd"
    NOT_APPLICABLE = "not_applicable", "niet meer van toepassing"
    UNANSWERED = "unanswered", "niet beantwoord"
