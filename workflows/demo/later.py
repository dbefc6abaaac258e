"""One invented case half a year later: what came of it, and what the region learns."""

from datetime import timedelta

from expertteam.advice.enums import DeviationReason
from expertteam.core import clock
from expertteam.followup.enums import LivingSituation, OutcomeResult, YesNoUnknown
from expertteam.followup.services import recommendations_of
from workflows.demo import texts
from workflows.demo.support import SupportedCase

DAYS_TO_SECOND = 90
# Most advice is followed; each result stands here as often as it is likely.
RESULTS = (
    *[OutcomeResult.FOLLOWED] * 5,
    *[OutcomeResult.PARTLY] * 3,
    *[OutcomeResult.NOT_FOLLOWED] * 2,
    OutcomeResult.NOT_APPLICABLE,
)
# Wait for the supply side to move first, then for the process: the region's usual order of complaints.
BOTTLENECKS = ("capaciteit", "capaciteit", "aanbod", "aanbod", "proces", "samenwerking", "geld")
ADDRESSEES = ("inkoop", "inkoop", "toegang", "toegang", "aanbieder", "onderwijs", "bestuur")
MOMENTS = ("eerste_contact", "eerste_hulp", "eerste_hulp", "opschalen", "overgang")


class DemoCase(SupportedCase):
    @property
    def follow_up(self):
        return self.case.follow_ups.latest("sequence")

    def fill_in(self):
        self.do(
            self.case.referrer,
            "FollowUpFlow.fill_in",
            outcomes={each: self._outcome() for each in recommendations_of(self.follow_up)},
            lives=self.pick(*LivingSituation.values[:4], LivingSituation.HOME, LivingSituation.HOME),
            placement_prevented=self.pick(
                YesNoUnknown.YES, YesNoUnknown.YES, YesNoUnknown.NO, YesNoUnknown.UNKNOWN
            ),
            re_indication=self.pick(YesNoUnknown.NO, YesNoUnknown.NO, YesNoUnknown.YES),
            youth_view=self.say(texts.LATER_VIEWS_YOUTH),
            parents_view=self.say(texts.LATER_VIEWS_PARENTS),
        )

    def _outcome(self) -> dict:
        result = self.rng.choice(RESULTS)
        if result not in (OutcomeResult.PARTLY, OutcomeResult.NOT_FOLLOWED):
            return {"result": result}
        kind = self.rng.choice(DeviationReason.values)
        return {"result": result, "reason_kind": kind, "reason": texts.DEVIATIONS[kind]}

    def no_answer(self):
        """The referrer stays silent, and the coordinator says so."""
        self.do(self.coordinator, "FollowUpFlow.fill_in", no_answer=True)

    def assess(self, outcome="close"):
        next_on = clock.today() + timedelta(days=DAYS_TO_SECOND) if outcome == "second" else None
        self.do(
            self.coordinator,
            "FollowUpFlow.assess",
            assessment=self.say(texts.ASSESSMENTS[outcome]),
            outcome=outcome,
            next_on=next_on,
        )

    def learn(self):
        """One signal of each of one, two or three kinds, and the case is closed."""
        kinds = self.rng.sample(sorted(texts.SIGNALS), self.rng.randint(1, 3))
        self.do(self.coordinator, "FollowUpFlow.learn", signals=[self._signal(kind) for kind in kinds])

    def _signal(self, kind) -> dict:
        signal = {"kind": kind, "addressee": self.rng.choice(ADDRESSEES), "text": texts.SIGNALS[kind]}
        if kind == "bottleneck":
            return signal | {"bottleneck": self.rng.choice(BOTTLENECKS)}
        segment = self.rng.choice(self.theme.wanted)[0]
        return (
            signal
            | {"segment": segment}
            | ({"moment": self.rng.choice(MOMENTS)} if kind == "earlier" else {})
        )
