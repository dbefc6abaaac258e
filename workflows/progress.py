"""The progress steps of a case page: where it has been, where it is, what is still to come."""

from expertteam.cases.enums import CaseStatus
from expertteam.frontend.templatetags.frontend import nl_date

ROUTE = [
    (CaseStatus.FILED, "Aanmelding en triage"),
    (CaseStatus.CONFERENCE, "Casusbespreking"),
    (CaseStatus.ADVICE, "Advies"),
    (CaseStatus.PROCESREGIE, "Procesregie"),
    (CaseStatus.HELP, "Hulp organiseren"),
    (CaseStatus.FOLLOW_UP, "Opvolging"),
    (CaseStatus.CLOSED, "Afgesloten en geleerd"),
]
# Phases that a case only passes on some routes; shown when it did, or does.
ON_SOME_ROUTES = {CaseStatus.CONFERENCE, CaseStatus.ADVICE, CaseStatus.PROCESREGIE, CaseStatus.HELP}
PHASE_OF_VERB = {
    "filed": CaseStatus.FILED,
    "conference_requested": CaseStatus.CONFERENCE,
    "advice_drafted": CaseStatus.ADVICE,
    "direction_started": CaseStatus.PROCESREGIE,
    "transfer_proposed": CaseStatus.HELP,
    "follow_up_planned": CaseStatus.FOLLOW_UP,
    "closed": CaseStatus.CLOSED,
}
USUAL = {CaseStatus.CONFERENCE, CaseStatus.ADVICE}


def steps(case, history) -> list[dict]:
    """Steps for the progress component, from the case's status and its history lines."""
    reached = {}
    for line in history:
        phase = PHASE_OF_VERB.get(line.verb)
        if phase:
            reached.setdefault(phase, line.at)
    current = CaseStatus.FILED if case.status == CaseStatus.INCOMPLETE else case.status
    shown = [(phase, title) for phase, title in ROUTE if _is_shown(phase, case, reached, current)]
    return [_step(phase, title, case, reached, current) for phase, title in shown]


def _is_shown(phase, case, reached, current) -> bool:
    if case.status == CaseStatus.DECLINED:
        return phase in reached and phase != CaseStatus.CLOSED
    if phase not in ON_SOME_ROUTES or phase in reached or phase == current:
        return True
    return phase in USUAL and case.route in {"", "consultation"}


def _step(phase, title, case, reached, current) -> dict:
    at = reached.get(phase)
    if phase == current and case.is_open:
        label = case.get_status_display() if case.status == CaseStatus.INCOMPLETE else ""
        return {"title": title, "state": "current", "state_label": label, "meta": _day(at)}
    if at:
        return {"title": title, "state": "done", "meta": _day(at)}
    return {"title": title, "state": "todo" if case.is_open else "skipped"}


def _day(at) -> str:
    return nl_date(at) if at else ""
