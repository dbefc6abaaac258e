"""Cases in which every page of the site has something to show, and by which words one knows them again."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from expertteam.access.models import Grant
from expertteam.cases import drafts
from expertteam.cases import services as cases
from expertteam.cases.models import Case, Draft
from expertteam.core import clock
from expertteam.help.models import HelpRequest
from expertteam.learning.models import LearningReport, Lesson
from expertteam.learning.question_models import Question
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Membership, User
from expertteam.rights import correction, destruction, file, inspection, services
from expertteam.rights.destruction_models import DestructionList
from expertteam.rights.models import RetentionRegime
from tests.privacy.canary import canary, plant, public_ids
from tests.privacy.test_canary import MODEL_OF_ADDRESS
from workflows.demo.people import person
from workflows.emergency import enter
from workflows.inbox import draft_key, tasks_for
from workflows.intake import KIND
from workflows.sharing import invite

# What an address is about when it is about no case: real ids open these pages.
OTHER_MODELS = {
    "beheer/accounts/": User,
    "beheer/rollen/": Membership,
    "inzage/personen/": User,
    "leren/lessen/": Lesson,
    "leren/rapportages/": LearningReport,
    "leren/vragen/": Question,
    "rechten/bewaartermijnen/": RetentionRegime,
    "rechten/vernietigen/": DestructionList,
    "casussen/nieuw/": Draft,
}


@dataclass
class World:
    """``known`` gives, for a word that shows something of a case, the ids that a row may name it by."""

    cases: list[Case]
    drafts: list[Draft]
    known: dict[str, set[str]]

    def __post_init__(self):
        self.ids_of = {case: public_ids(case) for case in self.cases}
        self.tasks = cache(lambda user: [str(task.public_id) for task in tasks_for(user)])

    def own(self, user) -> list[Case]:
        """The cases somebody holds a grant on; a privacy officer watches over all."""
        if user.has_role(Role.PRIVACY_OFFICER):
            return self.cases
        held = set(Grant.objects.current().filter(user=user).values_list("case", flat=True))
        return [case for case in self.cases if case.pk in held]

    def ids(self, route: str, found: list[Case], user) -> list[str]:
        """The public ids that fit an address like this, of what hangs on these cases; own tasks first."""
        for start, model in OTHER_MODELS.items():
            if route.startswith(start):
                own = model.objects.filter(owner=user) if model is Draft else model.objects.all()
                return [str(each) for each in own.order_by("pk").values_list("public_id", flat=True)[:3]]
        for start, label in MODEL_OF_ADDRESS.items():
            if route.startswith(start):
                fitting = {each for case in found for each in self.ids_of[case][label]}
                return sorted(fitting, key=lambda each: (each not in self.tasks(user), each))
        raise AssertionError(f"say in MODEL_OF_ADDRESS what an id in {route} stands for")


def build(story, south, middle, centre) -> World:
    """Add what these three cases lack: a table to come, guests, an emergency, rights, drafts."""
    north = _north(story)
    anonymous = story.file(identity=None, age_band="12-15")
    listed, listable = _closed(story), _closed(story)
    coordinator = person("coordinator.noord")
    destruction.propose(by=coordinator, cases=[listed])
    key = next(iter(file.parts_of(file.sections(middle))))
    inspection.mark(case=middle, by=person("coordinator.midden"), part=key, reason="Gaat over een buurman.")
    asked = {
        kind: _ask(south, kind, by="coordinator.zuid") for kind in ("inspection", "correction", "statement")
    }
    destruction.hold(case=south, by=person("coordinator.zuid"), reason="Er loopt een klacht.")
    every = [south, middle, centre, north, anonymous, listed, listable]
    for case in every:
        assert plant(case) > 10
    # What is frozen when it is made, or keeps rules about its text, is made after the canaries came in.
    reason = f"Niemand is bereikbaar over {canary(north)}."
    assert enter(user=person("regisseur.zuid"), number=north.number, reason=reason)
    inspection.freeze(request=asked["inspection"], by=person("coordinator.zuid"))
    correction.add_statement(request=asked["statement"], by=person("coordinator.zuid"), text=canary(south))
    kept = [_intake_draft(), _task_draft(south)]
    return World(every, kept, _known(every, kept))


def _north(story) -> Case:
    """Planned for next week, with somebody who reads along."""
    north = story.file()
    story.to_conference(north)
    invite(
        case=north,
        by=person("coordinator.noord"),
        person=person("deskundige5.noord"),
        reason="Leest mee.",
        until=clock.today() + timedelta(days=30),
    )
    return north


def _closed(story) -> Case:
    """Closed, and its youth asked to destroy it."""
    case = story.file()
    cases.close(case=case, by=person("coordinator.noord"))
    asked = _ask(case, "destruction", by="coordinator.noord")
    services.decide(request=asked, by=person("coordinator.noord"), status="granted", reason="Geen belang.")
    return case


def _ask(case, kind, *, by):
    return services.record_request(
        case=case, by=person(by), kind=kind, asked_by="parent", received_on=clock.today()
    )


def _intake_draft() -> Draft:
    """Text about a youth of whom there is no case yet."""
    draft = drafts.begin(owner=person("aanmelder.weert"), kind=KIND)
    draft.content = json.dumps({"situatie": {"title": [word_of(draft)], "situation": [word_of(draft)]}})
    draft.save()
    return draft


def _task_draft(case) -> Draft:
    """Half a judgement on a follow-up."""
    coordinator = person("coordinator.zuid")
    task = tasks_for(coordinator).get(process__caseprocess__case=case, node="FollowUpFlow.assess")
    return drafts.save(owner=coordinator, form=draft_key(task), content={"assessment": [canary(case)]})


def word_of(draft) -> str:
    return f"kanarie{900_000 + draft.pk}"


def _known(every, kept) -> dict[str, set[str]]:
    known = {word_of(draft): {str(draft.public_id)} for draft in kept}
    for case in every:
        ids = set().union(*public_ids(case).values())
        known |= {canary(case): ids, case.number.lower(): ids}
        for asked in HelpRequest.objects.filter(case=case):
            known[asked.number.lower()] = ids
    return known
