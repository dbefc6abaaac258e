"""The daily check of the read log."""

import logging

from django.urls import reverse
from procrastinate.contrib.django import app

from expertteam.audit.heads import keep, known_heads
from expertteam.audit.services import record_occurrence
from expertteam.audit.verification import Verdict, verify
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import people_with

logger = logging.getLogger(__name__)


@app.periodic(cron="30 4 * * *")
@app.task(name="verify_read_log", queueing_lock="verify_read_log")
def verify_read_log(timestamp: int, connections: int = 2) -> bool:
    """Every night: check the whole chain and keep its head; when it is broken, tell every privacy officer."""
    try:
        verdict = verify(known_heads(), connections=connections)
    except ValueError:
        logger.exception("the file with the heads of the read log is spoiled")
        verdict = Verdict(lost="?")
    if not verdict.is_whole:
        _alarm(verdict)
    elif verdict.head:
        keep(verdict.head)
    return verdict.is_whole


def _alarm(verdict) -> None:
    logger.error("the read log is broken at row %s, or lost link %s", verdict.broken, verdict.lost)
    record_occurrence(actor=None, kind="read_log_broken")
    for officer in people_with(Role.PRIVACY_OFFICER):
        notify(user=officer, kind="read_log_broken", reference="Inzagelog", path=reverse("workflows:looks"))
