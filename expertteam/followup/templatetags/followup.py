"""Follow-ups on the pages of other rooms."""

from django import template

from expertteam.followup.enums import TONES, FollowUpState, FollowUpStatus

register = template.Library()


@register.simple_tag
def follow_ups_of(case):
    """The follow-ups of a case as its page shows them, in order."""
    found = list(case.follow_ups.with_state().select_related("answered_by").order_by("sequence"))
    for follow_up in found:
        state = FollowUpState(follow_up.state)
        follow_up.state_label, follow_up.tone = state.label, TONES[state]
        follow_up.is_over = follow_up.status not in {FollowUpStatus.PLANNED, FollowUpStatus.OPEN}
    return found


@register.inclusion_tag("followup/answers.html")
def follow_up_answers(follow_up):
    """What the referrer answered, or that no answer came."""
    return {"follow_up": follow_up, "outcomes": follow_up.outcomes.select_related("recommendation")}
