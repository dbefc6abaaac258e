"""The demo's accounts: invented names, one address a role, two people or more an organisation kind."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from expertteam.organisations.enums import Discipline, Role
from expertteam.organisations.models import Organisation, Region, User
from expertteam.organisations.queries import centre_team, regional_team
from expertteam.organisations.reference import load_reference, reference
from expertteam.organisations.services import add_membership, add_provider
from expertteam.rights.defaults import load_regimes, load_terms
from expertteam.rights.models import RequestTerm, RetentionRegime

PASSWORD = "welkom-aan-tafel"
DOMAIN = "demo.example"
STARTED_ON = date(2024, 1, 1)

# Per region: address, name, role, employer (None: the expertteam itself), discipline.
TEAM_PEOPLE = {
    "NL": [
        ("coordinator.noord", "Marloes Peeters", Role.COORDINATOR, None, ""),
        ("coordinator2.noord", "Bas Hermkens", Role.COORDINATOR, None, ""),
        ("voorzitter.noord", "Hans Verstappen", Role.CHAIR, None, ""),
        ("regisseur.noord", "Fatima el Idrissi", Role.DIRECTOR, None, ""),
        ("deskundige1.noord", "Yasmina Bouzidi", Role.EXPERT, "De Lindehof", Discipline.PSYCHOLOGIST),
        (
            "deskundige2.noord",
            "Ruud Aerts",
            Role.EXPERT,
            "Zorggroep Maasveld",
            Discipline.REMEDIAL_EDUCATIONALIST,
        ),
        ("deskundige3.noord", "Saskia van Wylick", Role.EXPERT, "Toegang Venray", Discipline.ACCESS_WORKER),
        (
            "deskundige4.noord",
            "Joep Timmermans",
            Role.EXPERT,
            "Stichting Kompas Jeugdhulp",
            Discipline.PSYCHIATRIST,
        ),
        ("deskundige5.noord", "Merel Claessens", Role.EXPERT, "Jeugdzorg De Brug", Discipline.EDUCATION),
    ],
    "ML": [
        ("coordinator.midden", "Pieter Wolters", Role.COORDINATOR, None, ""),
        ("voorzitter.midden", "Anneke Roumen", Role.CHAIR, None, ""),
        ("regisseur.midden", "Dennis Kuypers", Role.DIRECTOR, None, ""),
        ("deskundige1.midden", "Lotte Smeets", Role.EXPERT, "Jeugdzorg De Brug", Discipline.PSYCHOLOGIST),
        ("deskundige2.midden", "Emre Yildiz", Role.EXPERT, "De Lindehof", Discipline.REMEDIAL_EDUCATIONALIST),
        ("deskundige3.midden", "Carla Geraets", Role.EXPERT, "Toegang Weert", Discipline.ACCESS_WORKER),
        ("deskundige4.midden", "Thijs Vossen", Role.EXPERT, "Praktijk Noorderlicht", Discipline.YOUTH_DOCTOR),
    ],
    "ZL": [
        ("coordinator.zuid", "Ingrid Habets", Role.COORDINATOR, None, ""),
        ("voorzitter.zuid", "Paul Crutzen", Role.CHAIR, None, ""),
        ("regisseur.zuid", "Noor Bemelmans", Role.DIRECTOR, None, ""),
        ("deskundige1.zuid", "Sven Ploum", Role.EXPERT, "Praktijk Noorderlicht", Discipline.PSYCHOLOGIST),
        (
            "deskundige2.zuid",
            "Hanneke Jongen",
            Role.EXPERT,
            "Gezinshuizen Het Nest",
            Discipline.REMEDIAL_EDUCATIONALIST,
        ),
        ("deskundige3.zuid", "Omar Benali", Role.EXPERT, "Toegang Maastricht", Discipline.ACCESS_WORKER),
        ("deskundige4.zuid", "Kim Schreurs", Role.EXPERT, "Zorggroep Maasveld", Discipline.PSYCHIATRIST),
    ],
}
# At the expertise centre's table sit specialists and experts of several regions.
CENTRE_PEOPLE = [
    ("centrum1", "Wendy Dohmen", Role.CENTRE, ""),
    ("centrum2", "Igor Lemmens", Role.CENTRE, ""),
    ("voorzitter.centrum", "Margriet Houben", Role.CHAIR, ""),
]
CENTRE_EXPERTS = ("deskundige4.noord", "deskundige1.midden", "deskundige2.zuid", "deskundige4.zuid")
# Address, name, role, organisation.
OTHERS = [
    ("aanmelder.venlo", "Sanne Hendrix", Role.REFERRER, "Toegang Venlo"),
    ("aanmelder2.venlo", "Koen Titulaer", Role.REFERRER, "Toegang Venlo"),
    ("aanmelder.venray", "Iris Janssen", Role.REFERRER, "Toegang Venray"),
    ("aanmelder.roermond", "Mark Linssen", Role.REFERRER, "Toegang Roermond"),
    ("aanmelder.weert", "Petra Nies", Role.REFERRER, "Toegang Weert"),
    ("aanmelder.heerlen", "Bram Savelberg", Role.REFERRER, "Toegang Heerlen"),
    ("aanmelder.maastricht", "Lisa Ummels", Role.REFERRER, "Toegang Maastricht"),
    ("jeugdbeschermer1", "Gijs Willems", Role.REFERRER, "Bureau Jeugdzorg Limburg"),
    ("jeugdbeschermer2", "Naima Aksoy", Role.REFERRER, "Leger des Heils Jeugdbescherming & Reclassering"),
    ("aanbieder.lindehof", "Rianne Bours", Role.PROVIDER, "De Lindehof"),
    ("aanbieder.kompas", "Stef Royen", Role.PROVIDER, "Stichting Kompas Jeugdhulp"),
    ("aanbieder.maasveld", "Tineke Custers", Role.PROVIDER, "Zorggroep Maasveld"),
    ("aanbieder.brug", "Ali Demir", Role.PROVIDER, "Jeugdzorg De Brug"),
    ("aanbieder.noorderlicht", "Eva Kessels", Role.PROVIDER, "Praktijk Noorderlicht"),
    ("aanbieder.nest", "Jos Meuwissen", Role.PROVIDER, "Gezinshuizen Het Nest"),
    ("beleid.noord", "Daphne Coenen", Role.ANALYST, "Jeugdregio Noord-Limburg"),
    ("beleid.midden", "Roel Frencken", Role.ANALYST, "Jeugdregio Midden-Limburg"),
    ("inkoop", "Miriam Gubbels", Role.READER, "MGR Inkoop Limburg"),
    ("clientenraad", "Frans Opheij", Role.READER, "Cliëntenraad Jeugd Limburg"),
    ("fg", "Ellen Schoenmakers", Role.PRIVACY_OFFICER, "Jeugdregio Noord-Limburg"),
    ("fg2", "Victor Boumans", Role.PRIVACY_OFFICER, "Jeugdregio Zuid-Limburg"),
    ("beheer", "Jeroen Vaessen", Role.ADMINISTRATOR, "Jeugdregio Noord-Limburg"),
]


def person(address: str) -> User:
    """The demo account with this short address: ``person("coordinator.noord")``."""
    return User.objects.get(email=f"{address}@{DOMAIN}")


@transaction.atomic
def load_people() -> None:
    """Make the reference data and every demo account; running it again changes nothing."""
    load_reference()
    load_terms(RequestTerm)
    load_regimes(RetentionRegime)
    for name in reference()["demo_providers"]:
        add_provider(name=name)
    # Hashing is slow on purpose, and all demo accounts share one password: hash it once.
    hashed = make_password(PASSWORD)
    for code, people in TEAM_PEOPLE.items():
        team = regional_team(Region.objects.get(code=code))
        for address, name, role, employer, discipline in people:
            organisation = Organisation.objects.get(name=employer) if employer else team.organisation
            _join(_account(address, name, hashed), role, organisation, team, discipline)
    centre = centre_team()
    for address, name, role, discipline in CENTRE_PEOPLE:
        _join(_account(address, name, hashed), role, centre.organisation, centre, discipline)
    for address in CENTRE_EXPERTS:
        expert = person(address)
        seat = expert.memberships.get(role=Role.EXPERT, team__region__isnull=False)
        _join(expert, Role.EXPERT, seat.organisation, centre, seat.discipline)
    for address, name, role, organisation in OTHERS:
        _join(_account(address, name, hashed), role, Organisation.objects.get(name=organisation), None, "")


def _account(address, name, hashed) -> User:
    user, _ = User.objects.get_or_create(
        email=f"{address}@{DOMAIN}", defaults={"name": name, "password": hashed}
    )
    return user


def _join(user, role, organisation, team, discipline) -> None:
    add_membership(
        user=user,
        role=role,
        organisation=organisation,
        team=team,
        discipline=discipline,
        started_on=STARTED_ON,
    )
