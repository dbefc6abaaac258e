"""Roads that pass through procesregie or the expertise centre; see routes.py for what a road is."""

from workflows.demo import texts
from workflows.demo.routes import from_filing, to_closing, to_the_advice, to_the_table


def to_the_director(case, kind, level):
    """Triage asks for procesregie, somebody is assigned and names the deadlock."""
    yield from from_filing(case, "procesregie")
    case.assign()
    yield case.days(1, 3)
    case.analyse(kind, level)
    yield case.days(1, 3)


def money_breakthrough(case):
    """An agreement about money is broken; the aldermen break the deadlock."""
    yield from to_the_director(case, "geld", "management")
    case.agree(3)
    yield case.days(8, 12)
    case.settle_agreements(broken=1)
    case.escalate()
    yield case.days(6, 9)
    case.answer_escalation()
    case.agree(1)
    yield case.days(4, 6)
    case.settle_agreements()
    case.end_direction("doorbroken")
    yield from to_closing(case)


def breakthrough(case):
    """A deadlock about place or responsibility that managers break."""
    yield from to_the_director(
        case, case.pick("plek", "verantwoordelijkheid"), case.pick("management", "directie")
    )
    case.agree(2)
    yield case.days(6, 12)
    case.settle_agreements()
    case.end_direction("doorbroken")
    yield from to_closing(case)


def scaled_down(case):
    yield from to_the_director(case, "inzicht", "uitvoering")
    case.agree(2)
    yield case.days(6, 10)
    case.settle_agreements()
    case.end_direction("afgeschaald")
    yield from to_closing(case)


def procesregie_to_the_table(case):
    yield from to_the_director(case, "inzicht", "management")
    case.agree(1)
    yield case.days(4, 8)
    case.settle_agreements()
    case.end_direction("bespreking")
    yield case.days(1, 3)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_closing(case)


def without_result(case):
    """Procesregie that ends without a result; the follow-up still asks what came of it."""
    yield from to_the_director(case, "verantwoordelijkheid", "bestuur")
    case.agree(2)
    yield case.days(8, 12)
    case.settle_agreements(broken=2)
    case.escalate()
    yield case.days(12, 15)
    case.end_direction("geen_resultaat")


def from_table_to_director(case):
    """The table finds that content is not the problem; the director is at work."""
    yield from from_filing(case)
    yield from to_the_table(case, "procesregie", director=case.director)
    case.analyse("wet", "bestuur")
    yield case.days(1, 3)
    case.agree(3)
    yield case.days(12, 14)
    case.escalate("directie")


def waits_for_director(case):
    yield from from_filing(case, "procesregie")


def to_the_centre(case):
    yield from from_filing(case, "centre", transfer_question=case.say(texts.TRANSFER_QUESTIONS))


def waits_for_centre(case):
    yield from to_the_centre(case)


def transfer_declined(case):
    """The centre sends the case back, and the region's own table takes it."""
    yield from to_the_centre(case)
    case.decide_transfer("decline")
    yield case.days(1, 3)
    case.triage()
    yield case.days(1, 2)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_closing(case)


def asking_providers(case, number=3):
    yield from to_the_centre(case)
    case.decide_transfer("organise")
    yield case.days(1, 3)
    case.ask_providers(number)
    yield case.days(1, 3)


def waits_for_providers(case):
    """One refused, two have not answered yet."""
    yield from asking_providers(case)
    case.refuse(case.offers()[0])


def match(case):
    """Refusals, one condition and one place, with bridging care until the start."""
    yield from asking_providers(case, 4)
    first, second, third, fourth = case.offers()
    case.refuse(first)
    yield case.days(0, 2)
    case.refuse(second)
    yield case.days(0, 1)
    case.offer_help(third, on_condition=True)
    yield case.days(0, 1)
    case.offer_help(fourth)
    yield case.days(1, 3)
    case.place()
    yield from to_closing(case)


def second_round(case):
    """Nobody can in the first round; the second finds a place."""
    yield from asking_providers(case, 2)
    for offer in case.offers():
        case.refuse(offer)
        yield case.days(1, 2)
    case.give_up(final=False)
    yield case.days(1, 2)
    case.ask_providers(2)
    yield case.days(2, 5)
    refused, possible = case.offers()
    case.refuse(refused)
    case.offer_help(possible)
    yield case.days(1, 2)
    case.place()
    yield from to_closing(case)


def not_found(case):
    """Every provider refuses; back in the region, a director takes over."""
    yield from asking_providers(case)
    for offer in case.offers():
        case.refuse(offer)
        yield case.days(1, 2)
    case.give_up(final=True)
    yield case.days(1, 3)
    case.triage("procesregie", director=case.director)
    yield case.days(1, 3)
    case.analyse("plek", "directie")


def centre_conference(case):
    """The centre holds its own conference, with experts of several regions, and hands back."""
    yield from to_the_centre(case)
    case.decide_transfer("confer")
    yield case.days(1, 3)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_closing(case)


def waits_at_the_centre(case):
    """A conference of the centre is planned."""
    yield from to_the_centre(case)
    case.decide_transfer("confer")
    yield case.days(1, 2)
    case.plan()


def table_to_centre(case):
    yield from from_filing(case)
    question = case.say(texts.TRANSFER_QUESTIONS)
    yield from to_the_table(case, "centre", transfer_question=question)
    case.decide_transfer("organise")
    yield case.days(1, 2)
    case.ask_providers(2)
