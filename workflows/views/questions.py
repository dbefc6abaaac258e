""" "Vragen": what the region asks of organisations, what they answer, and what came of it."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from expertteam.learning import questions as services
from expertteam.learning.models import LearningReport, Lesson
from expertteam.learning.permissions import (
    LESSON_READERS,
    QUESTION_REVIEWERS,
    REPORT_READERS,
    organisations_answered_for,
    regions_as,
)
from expertteam.learning.question_enums import QuestionState
from expertteam.learning.question_forms import AnswerForm, QuestionForm, SecondReadForm, WithdrawForm
from expertteam.learning.question_models import Question
from expertteam.learning.question_queries import answers_to_read, seen_by, waiting_for_answer
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Region
from workflows.links import question_path
from workflows.views.learning import parts_of_learning

PAGE_SIZE = 20
# In this order on the page of who keeps the questions.
COUNTED = [
    QuestionState.LATE,
    QuestionState.WAITING,
    QuestionState.RECEIVED,
    QuestionState.TAKES_UP,
    QuestionState.PARTLY,
    QuestionState.DOES_NOT,
    QuestionState.DONE,
    QuestionState.PARTLY_DONE,
    QuestionState.NOT_DONE,
]


def questions(request):
    """What waits for this user, and every question they may read with how it stands."""
    user = request.user
    if not (user.has_role(*REPORT_READERS) or organisations_answered_for(user)):
        raise Http404
    visible = Question.objects.visible_to(user).with_answers().order_by("-created_at", "-pk")
    seen = seen_by(user, visible)
    counts = Counter(each.state for each in seen)
    chosen = request.GET.get("stand", "")
    listed = [each for each in seen if each.state == chosen] if chosen in QuestionState.values else seen
    to_review = Question.objects.reviewable_by(user) if user.has_role(*QUESTION_REVIEWERS) else ()
    context = {
        "page": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": _figures(counts, chosen),
        "chosen": chosen,
        "mine": waiting_for_answer(user),
        "to_review": seen_by(user, to_review and to_review.with_answers()),
        "to_read": [each for each in seen if each.to_read and _reads_answers(user, each.question)],
        "may_ask": bool(regions_as(user, Role.COORDINATOR)),
        "answers_only": not user.has_role(*REPORT_READERS),
        **parts_of_learning(user),
    }
    return render(request, "learning/questions.html", context)


def _figures(counts, chosen) -> list[dict]:
    """How many there are in each state that occurs; each is a link to those only."""
    page = reverse("workflows:questions")
    return [
        {
            "label": state.label,
            "value": counts[state],
            "url": f"{page}?stand={state}",
            "tone": "danger" if state == QuestionState.LATE else "",
            "meta": "gekozen" if state == chosen else "",
        }
        for state in COUNTED
        if counts[state]
    ]


def question(request, public_id):
    """One question with the answers this user may see, and what they can do."""
    found = get_object_or_404(Question.objects.visible_to(request.user).with_answers(), public_id=public_id)
    return render(request, "learning/question.html", _shown(request.user, found))


def _shown(user, found) -> dict:
    """What every page of one question shows."""
    seen = seen_by(user, [found])[0]
    keeps = found.region_id in regions_as(user, Role.COORDINATOR)
    answers = _answers_for(user, found)
    return {
        "question": found,
        "seen": seen,
        "is_own": found.author_id == user.pk,
        "may_see_people": answers or _second_reader(user, found),
        "may_review": found.is_waiting and _second_reader(user, found) and found.author_id != user.pk,
        "may_answer": answers and bool(seen.awaited_on),
        "may_read_answer": bool(seen.to_read) and _reads_answers(user, found),
        "may_withdraw": keeps and services.may_withdraw(found),
        "opens_lesson": found.lesson_id and user.has_role(*LESSON_READERS),
        "opens_report": found.report_id and user.has_role(*REPORT_READERS),
    }


def _second_reader(user, found) -> bool:
    """Whether this user releases texts of this region; the service sees to it that it is not their own."""
    own_region = found.region_id in regions_as(user, Role.COORDINATOR)
    return own_region or user.has_role(Role.PRIVACY_OFFICER)


def _reads_answers(user, found) -> bool:
    return answers_to_read(user).filter(question=found).exists()


def _answers_for(user, found) -> bool:
    return found.is_released and found.organisation_id in organisations_answered_for(user)


def ask(request):
    """A coordinator asks about a theme of a published report or about a released lesson of their region."""
    region = Region.objects.filter(pk__in=regions_as(request.user, Role.COORDINATOR)).first()
    if region is None:
        raise Http404
    reports = LearningReport.objects.visible_to(request.user).filter(region=region)
    form = QuestionForm(
        request.POST or None,
        themes={report: services.themes_of(report) for report in reports},
        lessons=Lesson.objects.released().filter(region=region),
        organisations=services.organisations_to_ask(region),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(by=request.user, path_of=question_path, region=region, **form.asked())
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(
                request, "Uw vraag wacht op een tweede lezer. Daarna gaat hij naar de organisatie."
            )
            return redirect(question_path(made))
    return render(request, "learning/question_new.html", {"form": form, "region": region})


def review(request, public_id):
    """A second person sends a question on its way, or does not."""
    found = _where(request, public_id, _second_reader)
    if not found.is_waiting:
        return redirect(question_path(found))
    form = SecondReadForm(
        request.POST or None,
        release="Versturen: de organisatie krijgt de vraag",
        refuse="Niet versturen",
    )

    def decide():
        services.review_question(question=found, by=request.user, path=question_path(found), **form.decided)

    if request.method == "POST" and _done(form, decide):
        sent = form.decided["release"]
        done = "is verstuurd" if sent else "is niet verstuurd. De schrijver ziet uw toelichting"
        messages.success(request, f"De vraag {done}.")
        return redirect("workflows:questions")
    return _form_page(
        request, found, form, "Vraag beoordelen", "Besluit vastleggen", note="learning/question_review.html"
    )


def answer(request, public_id):
    """Somebody of the organisation answers, or tells how it ended."""
    found = _where(request, public_id, _answers_for)
    choices = services.may_say(found.answers.all())
    if not choices or found.withdrawn_at:
        return redirect(question_path(found))
    form = AnswerForm(request.POST or None, choices=choices)

    def give():
        services.answer(question=found, by=request.user, path=question_path(found), **form.cleaned_data)

    if request.method == "POST" and _done(form, give):
        messages.success(request, "Uw antwoord is verstuurd. De coördinator leest het en geeft het vrij.")
        return redirect(question_path(found))
    title = "Vraag beantwoorden" if choices == services.ANSWERS else "Resultaat melden"
    return _form_page(request, found, form, title, "Antwoord versturen", note="learning/answer_note.html")


def review_answer(request, public_id):
    """A second person releases the answer that waits, or returns it."""
    found = _where(request, public_id, _second_reader)
    waiting = next((each for each in found.answers.all() if each.is_waiting), None)
    if waiting is None:
        return redirect(question_path(found))
    form = SecondReadForm(
        request.POST or None,
        release="Vrijgeven: alle lezers mogen dit antwoord lezen",
        refuse="Terugsturen naar de organisatie",
    )

    def decide():
        services.review_answer(answer=waiting, by=request.user, path=question_path(found), **form.decided)

    if request.method == "POST" and _done(form, decide):
        done = "is vrijgegeven" if form.decided["release"] else "is teruggestuurd"
        messages.success(request, f"Het antwoord {done}.")
        return redirect(question_path(found))
    return _form_page(
        request, found, form, "Antwoord lezen", "Besluit vastleggen", note="learning/answer_review.html"
    )


def withdraw(request, public_id):
    """A coordinator of the region takes a question back."""
    found = _where(request, public_id, lambda user, one: one.region_id in regions_as(user, Role.COORDINATOR))
    if not services.may_withdraw(found):
        return redirect(question_path(found))
    form = WithdrawForm(request.POST or None)

    def take_back():
        services.withdraw(question=found, by=request.user, path=question_path(found), **form.cleaned_data)

    if request.method == "POST" and _done(form, take_back):
        messages.success(request, "De vraag is ingetrokken.")
        return redirect(question_path(found))
    return _form_page(request, found, form, "Vraag intrekken", "Vraag intrekken")


def _where(request, public_id, allowed) -> Question:
    """The question where ``allowed(user, question)``; elsewhere it is absent."""
    visible = Question.objects.visible_to(request.user).with_answers()
    found = get_object_or_404(visible, public_id=public_id)
    if not allowed(request.user, found):
        raise Http404
    return found


def _done(form, act) -> bool:
    """Whether the form was in order and the service did it; its refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    return True


def _form_page(request, found, form, title, button, note=""):
    context = {"form": form, "title": title, "button": button, "note": note, **_shown(request.user, found)}
    return render(request, "learning/question_form.html", context)
