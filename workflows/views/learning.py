""" "Leren": lessons to search and read, to propose, and to release by a second person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from expertteam.cases.enums import HelpSegment
from expertteam.learning import services
from expertteam.learning.enums import Bottleneck, LessonStatus
from expertteam.learning.filters import LessonFilter
from expertteam.learning.forms import LessonForm, ReviewForm
from expertteam.learning.models import Lesson
from expertteam.learning.permissions import (
    LESSON_AUTHORS,
    LESSON_READERS,
    LESSON_REVIEWERS,
    REPORT_READERS,
    regions_as,
)
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Region

PAGE_SIZE = 20
TONES = {
    LessonStatus.PROPOSED: "info",
    LessonStatus.APPROVED: "success",
    LessonStatus.REJECTED: "warning",
}


def lessons(request):
    """Released lessons; who only reads reports goes to the reports."""
    if not request.user.has_role(*LESSON_READERS):
        if request.user.has_role(*REPORT_READERS):
            return redirect("workflows:reports")
        raise Http404
    readable = Lesson.objects.readable_by(request.user).select_related("region")
    filtered = LessonFilter(request.GET, readable)
    page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    own = Lesson.objects.filter(author=request.user).exclude(status=LessonStatus.APPROVED)
    context = {
        "filter": filtered,
        "page": page,
        "own": own,
        "tones": TONES,
        **parts_of_learning(request.user),
    }
    return render(request, "learning/lessons.html", context)


def lesson(request, public_id):
    """One lesson, and for a second person the form to release it."""
    visible = Lesson.objects.visible_to(request.user).select_related("region", "author", "reviewer")
    found = get_object_or_404(visible, public_id=public_id)
    may_review = Lesson.objects.reviewable_by(request.user).filter(pk=found.pk).exists()
    form = ReviewForm(request.POST or None) if may_review else None
    if request.method == "POST":
        if form is None:
            return render(request, "409.html", status=409)
        if form.is_valid() and _reviewed(request, found, form):
            return redirect("workflows:lessons_to_review")
    context = {
        "lesson": found,
        "tone": TONES[found.status],
        "form": form,
        "is_own": found.author_id == request.user.pk,
        "may_see_people": request.user.has_role(*LESSON_REVIEWERS) or found.author_id == request.user.pk,
    }
    return render(request, "learning/lesson.html", context)


def _reviewed(request, found, form) -> bool:
    release = form.cleaned_data["decision"] == "release"
    try:
        services.review_lesson(lesson=found, by=request.user, release=release, note=form.cleaned_data["note"])
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    done = "is vrijgegeven" if release else "is niet vrijgegeven. De schrijver ziet uw toelichting"
    messages.success(request, f"De les {done}.")
    return True


def propose(request):
    """Write a lesson; a signal may fill in what it is about, never its text."""
    if not request.user.has_role(*LESSON_AUTHORS):
        raise Http404
    asked = {"segment": request.GET.get("segment", ""), "bottleneck": request.GET.get("bottleneck", "")}
    known = {"segment": HelpSegment.values, "bottleneck": Bottleneck.values}
    initial = {name: value for name, value in asked.items() if value in known[name]}
    form = LessonForm(request.POST or None, regions=_regions(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.propose_lesson(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Uw les wacht op een tweede lezer. Daarna kan iedereen hem vinden.")
            return redirect("workflows:lesson", public_id=made.public_id)
    return render(request, "learning/propose.html", {"form": form})


def _regions(user):
    """Where this author works; the expertise centre works for every region."""
    if user.has_role(Role.CENTRE):
        return Region.objects.all()
    return Region.objects.filter(pk__in=regions_as(user, Role.COORDINATOR, Role.EXPERT))


def to_review(request):
    """Lessons that wait for a second person."""
    if not request.user.has_role(*LESSON_REVIEWERS):
        raise Http404
    waiting = Lesson.objects.reviewable_by(request.user).select_related("region", "author")
    page = Paginator(waiting.order_by("created_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "learning/to_review.html", {"page": page, **parts_of_learning(request.user)})


def parts_of_learning(user) -> dict:
    """The parts of "Leren" that this user finds above each page."""
    all_sections = [
        ("Lessen", "workflows:lessons", LESSON_READERS),
        ("Vrij te geven lessen", "workflows:lessons_to_review", LESSON_REVIEWERS),
        ("Rapportages", "workflows:reports", REPORT_READERS),
        ("Vragen", "workflows:questions", REPORT_READERS),
    ]
    return {
        "learning_sections": [(label, name) for label, name, roles in all_sections if user.has_role(*roles)],
        "may_propose": user.has_role(*LESSON_AUTHORS),
    }
