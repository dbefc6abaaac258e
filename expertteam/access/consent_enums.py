"""The words of consent: who is asked, for what, and on which basis something may be told."""

from django.db import models


class Voice(models.TextChoices):
    """Who gives, refuses or withdraws. The last one asks nobody: a professional declares a danger."""

    YOUTH = "youth", "de jeugdige"
    PARENT_1 = "parent_1", "ouder 1"
    PARENT_2 = "parent_2", "ouder 2"
    GUARDIAN = "guardian", "de voogd"
    GI = "gi", "de gecertificeerde instelling (GI)"
    PROFESSIONAL = "professional", "de professional (noodzaak voor de veiligheid)"


class Authority(models.TextChoices):
    """Who has authority over a minor, and whether a GI supervises (BW book 1, titles 13 to 15)."""

    BOTH_PARENTS = "both", "beide ouders"
    ONE_PARENT = "one", "één ouder"
    BOTH_SUPERVISED = "both_ots", "beide ouders, met ondertoezichtstelling (OTS)"
    ONE_SUPERVISED = "one_ots", "één ouder, met ondertoezichtstelling (OTS)"
    GUARDIAN = "guardian", "een voogd, zoals een familielid of pleegouder"
    GI_GUARDIAN = "gi", "de gecertificeerde instelling (voogdij)"
    ENDED = "ended", "niemand: het gezag is beëindigd en er is nog geen voogd"
    OF_AGE = "of_age", "niemand: de jeugdige is 18 jaar of ouder"


class Band(models.TextChoices):
    """The ages between which the law draws its lines."""

    UNDER_12 = "under_12", "jonger dan 12 jaar"
    FROM_12 = "12_15", "12 tot en met 15 jaar"
    FROM_16 = "16_17", "16 of 17 jaar"
    ADULT = "18_plus", "18 jaar of ouder"


class Scope(models.TextChoices):
    """With whom the case is shared."""

    TABLE = "table", "het expertteam"
    CENTRE = "centre", "het Expertisecentrum Limburg"
    PROVIDERS = "providers", "aanbieders, zonder naam (hulpvraag)"
    OUTSIDERS = "outsiders", "anderen die worden uitgenodigd om mee te lezen of te praten"


class Answer(models.TextChoices):
    GIVEN = "given", "toestemming gegeven"
    REFUSED = "refused", "toestemming geweigerd"
    WITHDRAWN = "withdrawn", "toestemming ingetrokken"


class Manner(models.TextChoices):
    SPOKEN = "mondeling", "mondeling"
    WRITTEN = "schriftelijk", "schriftelijk"


class Basis(models.TextChoices):
    """On which basis something was told (AVG article 6)."""

    CONSENT = "toestemming", "toestemming"
    LEGAL_TASK = "wettelijke_taak", "wettelijke taak van de GI"
    VITAL = "vitaal_belang", "vitaal belang: noodzaak voor de veiligheid"
    ANONYMOUS = "anoniem", "anoniem overleg: er is niet verteld om wie het gaat"


class DisclosureKind(models.TextChoices):
    """The moments at which a case goes to others."""

    FILING = "filing", "aanmelding bij het expertteam"
    CONFERENCE = "conference", "uitnodiging voor een casusbespreking"
    TRANSFER = "transfer", "overdracht aan het expertisecentrum"
    HELP_REQUEST = "help_request", "hulpvraag aan aanbieders"
    LETTER = "letter", "adviesbrief"
    SHARED = "shared", "uitnodiging om mee te lezen"
