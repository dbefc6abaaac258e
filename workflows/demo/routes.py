"""The roads that invented cases take.

A road is a generator over one DemoCase: it does a step and yields how long the next one takes, as
working days or as the moment itself. A road that ends leaves its case waiting for somebody.
"""

from expertteam.advice.enums import Judgement
from workflows.demo import texts

# Stretches that many roads share.


def from_filing(case, outcome="consultation", *, named=True, **triage):
    case.file(named=named)
    yield case.days(1, 3)
    case.triage(outcome, **triage)
    yield case.days(1, 3)


def to_the_table(case, outcome="advice", *, invited=3, recusal=False, **conferring):
    """From planning to the minutes; the pre-advices come in one by one."""
    case.plan(invited=invited)
    for number, participation in enumerate(case.participations()):
        yield case.days(0, 2)
        if recusal and number == 0:
            case.recuse(participation)
        else:
            case.pre_advise(participation)
    yield case.meeting_at
    case.confer(outcome, **conferring)
    yield case.days(1, 3)


def to_the_advice(case, judgements=(), *, deviations=0, slow=False):
    """From draft to the referrer's answer."""
    yield from to_delivery(case, judgements)
    yield case.days(6, 10) if slow else case.days(1, 5)
    case.respond(deviations)


def to_delivery(case, judgements=()):
    case.draft()
    signers = [each for each in case.participations() if each.attendance == "present"]
    for number, participation in enumerate(signers):
        yield case.days(0, 1)
        case.sign(participation, judgements[number] if number < len(judgements) else Judgement.AGREE)
    yield case.days(1, 2)
    case.settle()


def to_answered_follow_up(case):
    """Half a year passes; the worker opens the follow-up, and some days later it is filled in."""
    yield case.follow_up.due_on
    yield case.days(2, 12)
    case.fill_in()
    yield case.days(1, 4)


def to_closing(case):
    yield from to_answered_follow_up(case)
    case.assess("close")
    yield case.days(1, 3)
    case.learn()


# Whole roads of consultation.


def consultation(case):
    """The ordinary road, from filing to a closed case."""
    deviations = case.pick(0, 0, 0, 1)
    judgements = (case.pick(*[Judgement.AGREE] * 4, Judgement.REMARK),)
    yield from from_filing(case)
    yield from to_the_table(case)
    yield from to_the_advice(case, judgements, deviations=deviations, slow=case.pick(True, False))
    yield from to_closing(case)


def dissent_and_deviation(case):
    yield from from_filing(case)
    yield from to_the_table(case)
    yield from to_the_advice(case, (Judgement.REMARK, Judgement.DISSENT), deviations=1)
    yield from to_closing(case)


def recusal(case):
    yield from from_filing(case)
    yield from to_the_table(case, invited=4, recusal=True)
    yield from to_the_advice(case)
    yield from to_closing(case)


def adjourned(case):
    """Too few experts came; a second meeting gives the advice."""
    yield from from_filing(case)
    yield from to_the_table(case, "adjourned", absent=1)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_closing(case)


def completed_first(case):
    """Back to the referrer for what was missing, and then the ordinary road."""
    case.file()
    yield case.days(1, 2)
    case.triage("incomplete", missing=case.say(texts.MISSING))
    yield case.days(2, 4)
    case.complete(with_document=True)
    yield case.days(1, 2)
    case.triage()
    yield case.days(1, 2)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_closing(case)


def declined(case):
    case.file()
    yield case.days(1, 3)
    case.triage("declined", alternative=case.say(texts.ALTERNATIVES))


# Roads that wait for somebody today.


def just_filed(case):
    """Nobody has looked at it yet."""
    case.file(with_document=True)
    yield from ()


def waits_for_addition(case):
    case.file()
    yield case.days(1, 2)
    case.triage("incomplete", missing=case.say(texts.MISSING))


def waits_for_date(case):
    yield from from_filing(case)


def waits_for_pre_advice(case):
    """The meeting is near and one expert has not written yet."""
    yield from from_filing(case)
    case.plan()
    for participation in case.participations()[:2]:
        yield case.days(0, 1)
        case.pre_advise(participation)


def waits_for_draft(case):
    yield from from_filing(case)
    yield from to_the_table(case)


def waits_for_signature(case):
    yield from from_filing(case)
    yield from to_the_table(case)
    case.draft()
    for participation in case.participations()[:2]:
        yield case.days(0, 1)
        case.sign(participation)


def waits_for_response(case):
    yield from from_filing(case)
    yield from to_the_table(case)
    yield from to_delivery(case)


def waits_for_follow_up(case):
    """Advised and answered; the follow-up is planned, and when its day comes nobody fills it in."""
    yield from from_filing(case)
    yield from to_the_table(case)
    yield from to_the_advice(case)


def waits_for_assessment(case):
    yield from from_filing(case)
    yield from to_the_table(case)
    yield from to_the_advice(case)
    yield from to_answered_follow_up(case)


def waits_for_signals(case):
    yield from waits_for_assessment(case)
    case.assess("close")


# What a follow-up can lead to.


def unanswered(case):
    """The referrer stays silent; the coordinator records that and has still to judge."""
    yield from waits_for_follow_up(case)
    yield case.follow_up.due_on
    yield case.days(21, 25)
    case.no_answer()


def unanswered_and_closed(case):
    yield from unanswered(case)
    yield case.days(1, 3)
    case.assess("close")
    yield case.days(1, 3)
    case.learn()


def second_follow_up(case):
    yield from waits_for_assessment(case)
    case.assess("second")


def second_follow_up_and_closed(case):
    yield from second_follow_up(case)
    yield from to_closing(case)


def back_to_the_table(case):
    yield from waits_for_assessment(case)
    case.assess("conference")
    yield case.days(1, 3)
    yield from to_the_table(case)
    yield from to_the_advice(case)


def back_to_procesregie(case):
    yield from waits_for_assessment(case)
    case.assess("procesregie")
