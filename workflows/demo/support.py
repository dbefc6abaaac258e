"""One invented case when the table alone is not enough: procesregie and the expertise centre."""

from datetime import timedelta

from expertteam.core import clock
from expertteam.procesregie import services as procesregie
from expertteam.procesregie.enums import AgreementState
from workflows.demo import texts
from workflows.demo.table import DiscussedCase


class SupportedCase(DiscussedCase):
    # Procesregie.

    @property
    def direction(self):
        return self.case.directions.latest("pk")

    def assign(self):
        self.do(self.coordinator, "ProcesregieFlow.assign", director=self.director)

    def analyse(self, kind, level):
        self.do(
            self.director,
            "ProcesregieFlow.analyse",
            kind=kind,
            level=level,
            description=texts.IMPASSES[kind],
        )

    def agree(self, number):
        """Make ``number`` agreements at the round table."""
        for weeks, (what, who) in enumerate(self.rng.sample(texts.AGREEMENTS, number), start=1):
            procesregie.agree(
                direction=self.direction,
                by=self.director,
                what=what,
                who=who,
                due_on=clock.today() + timedelta(weeks=weeks),
            )

    def settle_agreements(self, broken=0):
        """All agreements were kept, but for the first ``broken``."""
        waiting = self.direction.agreements.filter(state=AgreementState.OPEN)
        for number, agreement in enumerate(waiting):
            kept = number >= broken
            procesregie.settle_agreement(
                agreement=agreement,
                by=self.director,
                state=AgreementState.DONE if kept else AgreementState.NOT_DONE,
                why_not="" if kept else texts.NOT_KEPT,
            )

    def escalate(self, level="bestuur"):
        procesregie.escalate(
            direction=self.direction,
            by=self.director,
            level=level,
            request=self.say(texts.ESCALATIONS),
            answer_due_on=clock.today() + timedelta(days=14),
        )

    def answer_escalation(self):
        procesregie.record_answer(
            escalation=self.direction.escalations.latest("pk"),
            by=self.director,
            answer=self.say(texts.ESCALATION_ANSWERS),
        )

    def end_direction(self, result):
        self.do(self.director, "ProcesregieFlow.direct", result=result, note=texts.RESULT_NOTES[result])

    # The expertise centre.

    def decide_transfer(self, decision):
        reason = self.say(texts.TRANSFER_DECLINES) if decision == "decline" else ""
        self.do(self.specialist, "TransferFlow.decide", decision=decision, reason=reason)

    @property
    def request(self):
        return self.case.help_requests.latest("pk")

    def ask_providers(self, number=3):
        """Put the request to providers who were not asked before in this transfer."""
        asked = self.case.help_requests.values_list("offers__organisation_id", flat=True)
        fresh = [provider for provider in self.company.providers if provider.pk not in set(asked)]
        self.do(
            self.specialist,
            "HelpFlow.request",
            segment=self.pick("verblijf", "gezinshuis", "woonleefgroep"),
            need=self.say(texts.NEEDS),
            conditions=self.say(texts.CONDITIONS),
            wanted_from=clock.today() + timedelta(days=28),
            answer_by=clock.today() + timedelta(days=10),
            providers=self.rng.sample(fresh, number),
        )

    def offers(self):
        return list(self.request.offers.select_related("contact").order_by("pk"))

    def refuse(self, offer):
        reason, note = self.rng.choice(texts.REFUSALS)
        self._answer(offer, answer="not_possible", refusal_reason=reason, note=note)

    def offer_help(self, offer, *, on_condition=False):
        available = clock.today() + timedelta(days=self.rng.randint(20, 45))
        if on_condition:
            condition = self.say(texts.OFFER_CONDITIONS)
            self._answer(offer, answer="possible_if", condition=condition, available_from=available)
        else:
            self._answer(offer, answer="possible", available_from=available)

    def _answer(self, offer, **values):
        """The request's own number stands on the provider's task, not the case's."""
        self.do(offer.contact, "HelpFlow.answer", **values)

    def place(self):
        """Choose the first offer that is possible, with bridging care until it starts."""
        offer = (
            self.request.offers.filter(available_from__isnull=False).select_related("organisation").first()
        )
        self.do(
            self.specialist,
            "HelpFlow.match",
            decision="place",
            offer=offer,
            starts_on=offer.available_from,
            agreement=self.say(texts.START_AGREEMENTS),
            bridging_what=self.say(texts.BRIDGINGS),
            bridging_who=self.rng.choice(self.company.providers).name,
        )

    def give_up(self, *, final):
        self.do(self.specialist, "HelpFlow.match", decision="not_found" if final else "again")
