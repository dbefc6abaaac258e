"""The world of the matrix: one case in every phase, one person for every role in every relation.

The cases are brought to their phase by the steps, with the demo people. Only then the people of the matrix
come in, through the services, so that nobody gets anything by accident.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from expertteam.access import emergency, services
from expertteam.access.enums import CaseRole
from expertteam.cases.models import Case
from expertteam.cases.services import close
from expertteam.conferences.models import Participation
from expertteam.conferences.services import recuse
from expertteam.core import clock
from expertteam.organisations.enums import Discipline, Role
from expertteam.organisations.models import Organisation, Region, User
from expertteam.organisations.queries import centre_team, regional_team
from expertteam.organisations.services import add_membership
from tests.access.matrix_things import REASON, Things, earlier_round, finish, hang_on
from workflows.demo.people import person
from workflows.sharing import invite

MONDAY = date(2026, 1, 12)
# Longer than the six months after which a follow-up opens, and shorter than it takes to be late.
SINCE_FOLLOW_UP = 195
# Role of a person, role in the case, and for whom they work when that is no team.
ROLES = {
    "aanmelder": (Role.REFERRER, CaseRole.REFERRER, "Toegang Venray"),
    "coördinator": (Role.COORDINATOR, CaseRole.COORDINATOR, None),
    "voorzitter": (Role.CHAIR, CaseRole.CHAIR, None),
    "gedragswetenschapper": (Role.EXPERT, CaseRole.EXPERT, None),
    "procesregisseur": (Role.DIRECTOR, CaseRole.DIRECTOR, None),
    "specialist expertisecentrum": (Role.CENTRE, CaseRole.CENTRE, None),
    "contactpersoon aanbieder": (Role.PROVIDER, CaseRole.PROVIDER, "De Lindehof"),
    "beleidsadviseur": (Role.ANALYST, None, "Jeugdregio Noord-Limburg"),
    "lezer leerrapportages": (Role.READER, None, "Cliëntenraad Jeugd Limburg"),
    "functionaris gegevensbescherming": (Role.PRIVACY_OFFICER, None, "Jeugdregio Zuid-Limburg"),
    "functioneel beheerder": (Role.ADMINISTRATOR, None, "Jeugdregio Noord-Limburg"),
}


def cases(story) -> dict[str, Case]:
    """A case for every phase; those that will be closed are still open, so that people can come in."""
    made = {}

    def file(name):
        made[name] = story.file()
        earlier_round(made[name])
        return made[name]

    with clock.travel(MONDAY - timedelta(days=SINCE_FOLLOW_UP)):
        for name in ("opvolging", "afgesloten"):
            story.to_delivery(file(name))
            story.respond(made[name])
    with clock.travel(MONDAY - timedelta(days=7)):
        story.follow_up_opens(made["opvolging"])
        file("aangemeld")
        file("niet in behandeling")
        story.triage(file("aanvulling gevraagd"), "incomplete", missing="Wat de jeugdige zelf wil.")
        story.to_advice(file("advies in de maak"))
        story.triage(file("procesregie"), "procesregie", director=person("regisseur.noord"))
        story.triage(file("hulp organiseren"), "centre", transfer_question="Wie biedt een plek?")
    # On a day of its own: cases of one meeting would share its address.
    with clock.travel(MONDAY - timedelta(days=6)):
        story.to_conference(file("casusbespreking"))
    return made


def close_two(story, made) -> None:
    close(case=made["afgesloten"], by=person("coordinator.noord"))
    story.triage(made["niet in behandeling"], "declined", alternative="Het wijkteam kan dit oppakken.")


def people(agreed) -> dict[tuple[str, str], User]:
    """Somebody for every role in every relation, by both names."""
    found = {}
    for each in agreed.people:
        for relation in agreed.relations:
            user = User.objects.create_user(
                email=f"p{len(found)}@matrix.example", name=f"{each.naam}, {relation.naam}"
            )
            _employ(user, each.naam, "NL" if relation.telt_als == "eigen rol" else "ZL")
            found[each.naam, relation.naam] = user
    return found


def _employ(user, name, region) -> None:
    role, _, organisation = ROLES[name]
    team = None
    if organisation is None:
        team = centre_team() if role == Role.CENTRE else regional_team(Region.objects.get(code=region))
    add_membership(
        user=user,
        role=role,
        organisation=team.organisation if team else Organisation.objects.get(name=organisation),
        team=team,
        discipline=Discipline.EDUCATION if role == Role.EXPERT else "",
        started_on=date(2025, 1, 1),
    )


def relate(agreed, everybody, case, phase, elsewhere) -> None:
    """Put everybody in their relation to an open case; ``elsewhere`` is a case of another team."""
    for person_of, relation in ((p, r) for p in agreed.people for r in agreed.relations):
        if agreed.exists(person_of, relation, phase):
            come = COME_IN.get(relation.naam)
            if come:
                come(everybody[person_of.naam, relation.naam], person_of, case, elsewhere)


def _give(user, person_of, case, **values):
    role = ROLES[person_of.naam][1]
    if role:
        services.grant(user=user, case=case, role=role, reason=REASON, **values)


def _ended(user, person_of, case, elsewhere):
    _give(user, person_of, case)
    if person_of.in_de_casus:
        services.end(user=user, case=case, role=ROLES[person_of.naam][1], reason=REASON)


def _recused(user, person_of, case, elsewhere):
    _give(user, person_of, case)
    item = case.agenda_items.latest("pk")
    seat = Participation.objects.create(item=item, expert=user, discipline=Discipline.EDUCATION)
    recuse(participation=seat, reason="Ik ken dit gezin privé.")


def _invited(user, person_of, case, elsewhere, days=30):
    if person_of.werkt_met_casussen:
        until = clock.today() + timedelta(days=days)
        invite(case=case, by=person("coordinator.noord"), person=user, reason=REASON, until=until)


def _invited_before(user, person_of, case, elsewhere):
    with clock.travel(clock.now() - timedelta(days=3)):
        _invited(user, person_of, case, elsewhere, days=2)


COME_IN = {
    "eigen team": lambda user, person_of, case, elsewhere: _give(user, person_of, case),
    "niet actief": lambda user, person_of, case, elsewhere: _give(user, person_of, case),
    "ander team": lambda user, person_of, case, elsewhere: _give(user, person_of, elsewhere),
    "uitgenodigd": _invited,
    "uitnodiging verlopen": _invited_before,
    "verschoond": _recused,
    "beëindigd": _ended,
}


def break_the_glass(agreed, everybody, case) -> None:
    """Emergency access that runs, and that is over; taken in closed cases too."""
    for person_of in agreed.people:
        if person_of.werkt_met_casussen:
            emergency.take_access(user=everybody[person_of.naam, "noodtoegang"], case=case, reason=REASON)
            with clock.travel(clock.now() - timedelta(hours=2)):
                past = everybody[person_of.naam, "noodtoegang voorbij"]
                emergency.take_access(user=past, case=case, reason=REASON)


@dataclass
class World:
    """Every case with what hangs on it by phase, and every person by role and relation."""

    things: dict[str, Things]
    people: dict[tuple[str, str], User]

    def case(self, phase) -> Case:
        return self.things[phase].case

    def person(self, cell) -> User:
        return self.people[cell.person.naam, cell.relation.naam]


def build(agreed, story) -> World:
    made = cases(story)
    with clock.travel(MONDAY - timedelta(days=7)):
        elsewhere = story.file("aanmelder.heerlen")
    everybody = people(agreed)
    things = {phase: hang_on(case) for phase, case in made.items()}
    for phase, case in made.items():
        relate(agreed, everybody, case, phase, elsewhere)
    close_two(story, made)
    for phase, case in made.items():
        case.refresh_from_db()
        break_the_glass(agreed, everybody, case)
        finish(things[phase])
    asleep = [user.pk for (_, relation), user in everybody.items() if relation == "niet actief"]
    User.objects.filter(pk__in=asleep).update(is_active=False)
    return World(things, {key: User.objects.get(pk=user.pk) for key, user in everybody.items()})
