from django.db import models


class TransferStatus(models.TextChoices):
    PROPOSED = "proposed", "Voorgesteld"
    ACCEPTED = "accepted", "Aangenomen"
    DECLINED = "declined", "Niet aangenomen"
    FINISHED = "finished", "Teruggegeven"


class TransferDecision(models.TextChoices):
    ORGANISE = "organise", "Aannemen: hulp organiseren"
    CONFER = "confer", "Aannemen: eigen casusbespreking van het expertisecentrum"
    DECLINE = "decline", "Niet aannemen"


class RequestStatus(models.TextChoices):
    SENT = "sent", "Uitgezet"
    MATCHED = "matched", "Passende hulp gevonden"
    NOT_FOUND = "not_found", "Geen passende hulp gevonden"
    WITHDRAWN = "withdrawn", "Ingetrokken: geen toestemming meer"


class RequestDecision(models.TextChoices):
    SEND = "send", "Hulpvraag uitzetten bij aanbieders"
    NOT_FOUND = "not_found", "Geen aanbieders om te vragen: teruggeven aan de regio"


class OfferAnswer(models.TextChoices):
    WAITING = "waiting", "Nog geen antwoord"
    POSSIBLE = "possible", "Mogelijk"
    POSSIBLE_IF = "possible_if", "Mogelijk onder een voorwaarde"
    NOT_POSSIBLE = "not_possible", "Niet mogelijk"


class RefusalReason(models.TextChoices):
    FULL = "vol", "geen plek vrij"
    EXPERTISE = "expertise", "niet onze expertise"
    SAFETY = "veiligheid", "veiligheid van de groep"
    STAFF = "personeel", "geen personeel"
    CONTRACT = "contract", "geen contract of financiering"


class MatchDecision(models.TextChoices):
    PLACE = "place", "Een aanbod kiezen"
    AGAIN = "again", "Nog een ronde bij andere aanbieders"
    NOT_FOUND = "not_found", "Stoppen: er is geen passende hulp gevonden"
