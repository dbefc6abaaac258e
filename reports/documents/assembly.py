"""From an advice in the database to its letter. Identity is never read here: the number is the name."""

from django.utils import timezone

from expertteam.advice.models import WORKING_DAYS_TO_RESPOND
from expertteam.core import clock
from expertteam.followup.models import MONTHS_UNTIL_FOLLOW_UP
from reports.documents.advice_letter import AdviceLetter, LetterRecommendation, LetterSignature

HOW_TO_RESPOND = (
    "Log in en open de taak ‘Op het advies reageren’. Geef bij elke aanbeveling aan of u die volgt. "
    "Afwijken mag: kies dan een reden en leg uit wat u in plaats daarvan doet."
)


def letter_of(advice) -> AdviceLetter:
    """The letter of a delivered advice; the same advice gives the same letter on any day."""
    case, item = advice.case, advice.item
    delivered_on = timezone.localtime(advice.delivered_at).date()
    return AdviceLetter(
        case_number=case.number,
        team_name=str(item.team),
        letter_date=delivered_on,
        conference_date=timezone.localtime(item.conference.starts_at).date(),
        addressee_organisation=str(case.referrer_organisation),
        addressee_role="aanmelder",
        question=case.intake.question,
        explanatory_analysis=item.minutes.explanatory_analysis,
        advice_summary=advice.summary,
        recommendations=tuple(_recommendation(each) for each in advice.recommendations.all()),
        chair=str(item.conference.chair),
        how_to_respond=HOW_TO_RESPOND,
        respond_before=clock.working_days_later(delivered_on, WORKING_DAYS_TO_RESPOND),
        follow_up_date=clock.months_later(delivered_on, MONTHS_UNTIL_FOLLOW_UP),
        contact=f"Stel ze aan de coördinator van {case.team}.",
        signatures=tuple(_signature(each) for each in advice.signatures.all()),
        settlement=advice.settlement,
    )


def _recommendation(recommendation) -> LetterRecommendation:
    return LetterRecommendation(
        number=recommendation.number,
        text=recommendation.text,
        kind_of_help=recommendation.get_segment_display(),
        addressee=str(recommendation.addressee),
        owner=recommendation.owner,
        due_date=recommendation.due_on,
    )


def _signature(signature) -> LetterSignature:
    return LetterSignature(
        name=str(signature.participation.expert),
        discipline=signature.participation.get_discipline_display(),
        judgement=signature.get_judgement_display(),
        remark=signature.remark,
    )
