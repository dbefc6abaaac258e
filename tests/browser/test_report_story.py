"""A learning report in Chromium, from the coordinator's draft to a reader who finds it withdrawn."""

from datetime import timedelta

import pytest

from expertteam.core import clock
from expertteam.learning import reading
from expertteam.learning.models import LearningReport
from tests.learning.library import close_cases
from workflows.demo.people import person
from workflows.links import report_path
from workflows.report_jobs import protect_report

pytestmark = pytest.mark.django_db(transaction=True)

INTRODUCTION = "Wij spraken vaak over wachttijden in Venlo en omgeving. Dit half jaar keken wij samen eerder."


@pytest.fixture
def report(visit):
    """Drafted in the browser; the worker protects its figures while the page looks on."""
    starts_on = clock.today().replace(day=1, month=1)
    close_cases(starts_on=starts_on)
    coordinator = visit("coordinator.noord").go("/leren/rapportages/nieuw/")
    months = {
        "starts_in": f"{starts_on:%Y-%m}",
        "ends_in": f"{min(clock.today(), starts_on + timedelta(days=160)):%Y-%m}",
    }
    coordinator.fill(**months, introduction=INTRODUCTION).press("Rapportage maken")
    coordinator.sees("De cijfers wachten op hun beurt")
    made = LearningReport.objects.get()
    assert protect_report(learning_report_id=made.pk)
    coordinator.page.get_by_text("De cijfers zijn beveiligd en gecontroleerd").wait_for()
    coordinator.press_link("Bekijk het concept").sees("Rapportage lezen (eerste lezer)")
    coordinator.leave()
    return made


def test_two_readers_a_difference_a_publication_and_a_withdrawal(visit, report):
    first = visit("fg").go("/").press_link("Rapportage lezen (eerste lezer)")
    judge_with_keys(first, "Venlo")
    tick_and_finish(first)
    first.sees("gemist: ‘").sees("Er staan nu andere verzonnen gegevens in.")
    judge_with_keys(first, "Venlo")
    catch_the_unmarked(first, report, "fg")
    tick_and_finish(first).sees("Dank u wel")

    second = visit("centrum1", width=390).go("/").press_link("Rapportage lezen (tweede lezer)")
    second.does_not_see("Hier is iemand aan te herkennen.")
    judge_with_mouse(second, "Venlo", "een gemeente")
    catch_the_unmarked(second, report, "centrum1")
    tick_and_finish(second).sees("Dank u wel")

    coordinator = visit("coordinator.noord").go("/").press_link("Tekst van de rapportage vaststellen")
    coordinator.sees("Verschil").tick("Lezer 2: een gemeente").press("Tekst vaststellen")
    publisher = visit("coordinator2.noord").go("/").press_link("Rapportage publiceren")
    publisher.press("Rapportage publiceren").sees("De rapportage is gepubliceerd")
    reader = visit("clientenraad").go(report_path(report)).sees("wachttijden in een gemeente en omgeving")
    publisher.press_link("Rapportage intrekken")
    publisher.fill(why="In de telling van de wachttijden zat een fout.").press("Rapportage intrekken")
    reader.go(report_path(report)).sees("Deze rapportage is ingetrokken").sees("zat een fout")


def judge_with_keys(visitor, kept):
    """Keyboard only: A where words may stay, W and the reason where they must go."""
    for judge in visitor.page.locator("[data-judge]").all():
        judge.focus()
        if kept in judge.inner_text():
            visitor.page.keyboard.press("a")
        else:
            visitor.page.keyboard.press("w")
            visitor.page.keyboard.type("Hier is iemand aan te herkennen.")


def judge_with_mouse(visitor, wanted, instead):
    for judge in visitor.page.locator("[data-judge]").all():
        judge.get_by_label("Moet weg").check()
        judge.get_by_label("Waarom?").fill("Te herkennen.")
        if wanted in judge.inner_text():
            judge.get_by_label("Wat komt in plaats").fill(instead)


def catch_the_unmarked(visitor, report, address):
    """Choose the invented words that no mark shows in the text, and reject them with M."""
    for copy in reading.copies_of(report, person(address)):
        for words in copy.missed([(mark.start, mark.end) for mark in copy.marks]):
            text = visitor.page.locator("[data-text]").nth(copy.paragraph.position - 1)
            text.focus()
            text.evaluate(CHOOSE, words)
            visitor.page.keyboard.press("m")
            visitor.page.keyboard.type("Hier is iemand aan te herkennen.")


# As a mouse would: the words in the text are the selection.
CHOOSE = """(text, words) => {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) {
      getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    }
  }
}"""


def tick_and_finish(visitor):
    for box in visitor.page.locator("input[name$='-read']").all():
        box.check()
    return visitor.press("Klaar met lezen")
