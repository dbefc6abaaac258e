"""A case told step by step: every method is one step by the person whose step it is.

It goes through the same steps as the pages do, so permissions and locks hold here too.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from expertteam.cases import services as cases
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.organisations.models import Organisation
from workflows import journey
from workflows.demo.consents import everybody_agrees
from workflows.demo.people import person
from workflows.inbox import tasks_for
from workflows.jobs import open_follow_up
from workflows.models import CaseTask
from workflows.steps.base import play

EXPERTS = ("deskundige1.noord", "deskundige2.noord", "deskundige4.noord")


class Story:
    """Cases of Noord-Limburg by default."""

    def file(self, referrer="aanmelder.venlo", **overrides) -> Case:
        user = person(referrer)
        organisation = user.main_membership.organisation
        values = intake_values(organisation, **overrides)
        case = cases.file_case(referrer=user, organisation=organisation, **values)
        journey.begin(case)
        return case

    def task(self, case, address, node) -> CaseTask:
        """The open task of this person on this case; fails when they have none."""
        return tasks_for(person(address)).get(process__caseprocess__case=case, node=node)

    def play(self, case, address, node, **values):
        return play(self.task(case, address, node), person(address), **values)

    def triage(self, case, outcome="consultation", by="coordinator.noord", **values):
        values = {"motivation": "Past bij het expertteam.", **values}
        return self.play(case, by, "TriageFlow.assess", outcome=outcome, **values)

    def plan(self, case, experts=EXPERTS, by="coordinator.noord", chair="voorzitter.noord"):
        starts = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=9), time(10)))
        seats = [(person(e), person(e).memberships.first().discipline) for e in experts]
        self.play(
            case,
            by,
            "ConferenceFlow.plan",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            location="Stadskantoor Venlo",
            chair=person(chair),
            experts=seats,
        )
        return case.agenda_items.latest("pk")

    def pre_advise(self, case, experts=EXPERTS):
        for expert in experts:
            self.play(
                case,
                expert,
                "ConferenceFlow.pre_advise",
                analysis="De spanning thuis en op school versterken elkaar.",
                advice="Begin met rust en één vaste hulpverlener.",
            )

    def confer(self, case, outcome="advice", by="voorzitter.noord", present=None, **values):
        item = case.agenda_items.latest("pk")
        seats = item.participations.filter(expert__in=[person(e) for e in present or EXPERTS])
        return self.play(
            case,
            by,
            "ConferenceFlow.confer",
            present=list(seats),
            explanatory_analysis="Er is te veel tegelijk gevraagd van een gezin zonder steun.",
            minutes="Besproken wat eerst moet en wie dat doet.",
            outcome=outcome,
            **values,
        )

    def draft(self, case, by="voorzitter.noord", number=2):
        provider = Organisation.objects.get(name="De Lindehof")
        rows = [
            {
                "text": f"Zet hulp in volgens stap {step}.",
                "segment": "ambulant_perspectief" if step % 2 else "ggz",
                "addressee": provider,
                "owner": "behandelcoördinator",
                "due_on": clock.today() + timedelta(days=30 * step),
            }
            for step in range(1, number + 1)
        ]
        self.play(case, by, "AdviceFlow.draft", summary="Eerst rust, dan behandeling.", recommendations=rows)
        return case.advices.latest("pk")

    def sign(self, case, judgements=("agree", "agree", "agree"), experts=EXPERTS):
        for expert, judgement in zip(experts, judgements, strict=True):
            remark = "" if judgement == "agree" else "Ik zie de veiligheid thuis anders."
            self.play(case, expert, "AdviceFlow.sign", judgement=judgement, remark=remark)

    def settle(self, case, by="voorzitter.noord", settlement=""):
        self.play(case, by, "AdviceFlow.settle", settlement=settlement)

    def respond(self, case, by="aanmelder.venlo", choice="follow"):
        answer = {"choice": choice}
        if choice == "deviate":
            answer |= {"reason_kind": "geen_plek", "reason": "De wachttijd is langer dan een half jaar."}
        advice = case.advices.latest("pk")
        answers = {recommendation: dict(answer) for recommendation in advice.recommendations.all()}
        self.play(case, by, "AdviceFlow.respond", answers=answers)

    def to_conference(self, case):
        """Triage and planning, up to the table."""
        self.triage(case)
        return self.plan(case)

    def to_advice(self, case):
        self.to_conference(case)
        self.pre_advise(case)
        self.confer(case)

    def to_delivery(self, case):
        self.to_advice(case)
        self.draft(case)
        self.sign(case)
        self.settle(case)

    def follow_up_opens(self, case):
        """What the worker does when the day has come; the caller moves the clock."""
        return open_follow_up(follow_up_id=case.follow_ups.latest("sequence").pk)

    def fill_in(self, case, by="aanmelder.venlo", result="followed"):
        advice = case.advices.last()
        recommendations = advice.recommendations.all() if advice else []
        reason = {} if result == "followed" else {"reason_kind": "geen_plek", "reason": "Er was geen plek."}
        self.play(
            case,
            by,
            "FollowUpFlow.fill_in",
            outcomes={each: {"result": result, **reason} for each in recommendations},
            lives="thuis",
            placement_prevented="ja",
            re_indication="nee",
            youth_view="Het gaat beter.",
            parents_view="Wij hebben weer lucht.",
        )

    def assess(self, case, outcome="close", by="coordinator.noord", **values):
        self.play(case, by, "FollowUpFlow.assess", assessment="Het advies werkt.", outcome=outcome, **values)

    def learn(self, case, by="coordinator.noord", signals=()):
        self.play(case, by, "FollowUpFlow.learn", signals=list(signals))


def intake_values(organisation, **overrides) -> dict:
    """A complete, plausible intake to which everybody agrees; ``overrides`` replace top-level values."""
    municipality = (
        organisation.municipality or person("aanmelder.venlo").main_membership.organisation.municipality
    )
    values = {
        "municipality": municipality,
        "title": "Dreigende uithuisplaatsing, school vastgelopen",
        "legal_frame": "vrijwillig",
        "why_stuck": "aanbod",
        "identity": {
            "first_name": "Testkind",
            "last_name": "Verzonnen",
            "birth_date": date(2013, 5, 17),
            "address": "Nergensweg 1",
            "parents": "Moeder Verzonnen",
        },
        "intake": {
            "legal_basis": "toestemming",
            "consent_note": "Moeder en vader gaven toestemming in het gesprek.",
            "safety": "zorgen",
            "safety_note": "Er is een veiligheidsplan.",
            "situation": "Thuis lopen ruzies hoog op en de jeugdige gaat niet meer naar school.",
            "why_stuck_note": "Drie aanbieders hebben geen plek.",
            "stuck_since": date(2025, 1, 6),
            "question": "Hoe voorkomen we een uithuisplaatsing?",
            "youth_view": "Thuis blijven wonen.",
            "parents_view": "Rust in huis.",
        },
        "tried": [{"segment": "ggz", "result": "gestopt", "note": "Na vier gesprekken."}],
        "involved": [{"role": "intern begeleider", "organisation": "school"}],
    }
    values |= overrides
    if values["identity"] and "consent" not in values:
        birth_date = values["identity"]["birth_date"]
        values["consent"] = everybody_agrees(birth_date=birth_date, legal_frame=values["legal_frame"])
    return values
