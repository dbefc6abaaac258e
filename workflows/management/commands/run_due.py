"""Do the daily work of one day at once, for tests and the demo."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from expertteam.core import clock
from expertteam.followup.models import FollowUp
from expertteam.learning import questions
from workflows.birthdays import due_cases
from workflows.jobs import (
    ask_consent_again,
    open_follow_up,
    remind_of_follow_up,
    remind_of_question,
)


class Command(BaseCommand):
    help = (
        "Opens due follow-ups, reminds of late ones and of questions to organisations, "
        "and asks for consent again after a birthday, on a date (today unless --date YYYY-MM-DD)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--date", help="the day to do, as YYYY-MM-DD")

    def handle(self, *args, date: str | None, **options):
        day = _day(date) if date else clock.today()
        with clock.travel(day):
            due = FollowUp.objects.due().order_by("due_on", "pk").values_list("pk", flat=True)
            opened = sum(open_follow_up(follow_up_id=pk) for pk in list(due))
            late = FollowUp.objects.to_remind().order_by("due_on", "pk").values_list("pk", flat=True)
            reminded = sum(remind_of_follow_up(follow_up_id=pk) for pk in list(late))
            asked_again = sum(remind_of_question(question_id=pk) for pk in questions.to_remind())
            asked = sum(ask_consent_again(case_id=pk) for pk in due_cases())
        self.stdout.write(f"{opened} follow-up(s) opened and {reminded} reminder(s) sent on {day:%Y-%m-%d}")
        self.stdout.write(f"{asked_again} organisation(s) reminded of a question")
        self.stdout.write(f"{asked} consent(s) to ask again")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--date {text}: write a day as YYYY-MM-DD") from error
