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


# Given by a person, not by a step of the case: always for a while, and ended by whoever gave it.
BORROWED = (CaseRole.OBSERVER, CaseRole.EMERGENCY)
