from django.db import models


class OrganisationKind(models.TextChoices):
    ACCESS_TEAM = "access_team", "gemeentelijke toegang"
    CERTIFIED_INSTITUTION = "certified_institution", "gecertificeerde instelling"
    PROVIDER = "provider", "jeugdhulpaanbieder"
    EXPERTTEAM = "expertteam", "expertteam"
    CENTRE = "centre", "expertisecentrum"
    REGION = "region", "jeugdregio"
    READER = "reader", "inkoop, gemeente of cliëntenraad"


class TeamKind(models.TextChoices):
    REGIONAL = "regional", "regionaal expertteam"
    CENTRE = "centre", "expertisecentrum"


class Role(models.TextChoices):
    """What somebody does for an organisation or team; DESIGN section 1."""

    REFERRER = "referrer", "aanmelder"
    COORDINATOR = "coordinator", "coördinator expertteam"
    CHAIR = "chair", "voorzitter"
    EXPERT = "expert", "gedragswetenschapper"
    DIRECTOR = "director", "procesregisseur"
    CENTRE = "centre", "specialist expertisecentrum"
    PROVIDER = "provider", "contactpersoon aanbieder"
    ANALYST = "analyst", "beleidsadviseur leren"
    READER = "reader", "lezer leerrapportages"
    PRIVACY_OFFICER = "privacy_officer", "functionaris gegevensbescherming"
    ADMINISTRATOR = "administrator", "functioneel beheerder"


# Roles that work on the content of cases; a provider answers a pseudonymous request only.
CASE_ROLES = {Role.REFERRER, Role.COORDINATOR, Role.CHAIR, Role.EXPERT, Role.DIRECTOR, Role.CENTRE}

# Roles at a table; the others are for an organisation only. Constraint membership_team_roles_have_team.
TEAM_ROLES = (Role.COORDINATOR, Role.CHAIR, Role.EXPERT, Role.DIRECTOR, Role.CENTRE)


class Discipline(models.TextChoices):
    REMEDIAL_EDUCATIONALIST = "orthopedagoog", "gedragswetenschapper (orthopedagoog)"
    PSYCHOLOGIST = "gz_psycholoog", "gedragswetenschapper (GZ-psycholoog)"
    PSYCHIATRIST = "psychiater", "kinder- en jeugdpsychiater"
    YOUTH_DOCTOR = "jeugdarts", "jeugdarts"
    YOUTH_PROTECTION = "jeugdbeschermer", "jeugdbeschermer"
    ACCESS_WORKER = "toegangsmedewerker", "toegangsmedewerker"
    EDUCATION = "onderwijs", "onderwijsdeskundige"
    ADULT_CARE = "wmo", "Wmo-/18+-deskundige"
