from django.db import models


class CaseRole(models.TextChoices):
    """What somebody is in one case; what that allows stands in roles.py."""

    REFERRER = "referrer", "aanmelder"
    COORDINATOR = "coordinator", "coördinator"
    CHAIR = "chair", "voorzitter"
    EXPERT = "expert", "gedragswetenschapper"
    DIRECTOR = "director", "procesregisseur"
    CENTRE = "centre", "specialist expertisecentrum"
    PROVIDER = "provider", "contactpersoon aanbieder"
    OBSERVER = "observer", "meelezer"
    EMERGENCY = "emergency", "noodtoegang"
