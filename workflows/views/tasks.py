""" "Mijn taken" and the page of one task."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertteam.audit.services import note_read
from expertteam.cases import drafts
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from expertteam.learning.question_queries import waiting_for_answer
from workflows import journey, report_road
from workflows.engine import OPEN
from workflows.inbox import CASE, card, draft_key, tasks_for
from workflows.models import CaseTask
from workflows.steps.base import step_of
from workflows.views.home import start_of

# Never kept in a draft: the token of the page, and the button that was pressed.
NOT_KEPT = {"csrfmiddlewaretoken", "save_draft"}


@require_safe
def inbox(request):
    """Every open task of this user, the first deadline on top; who has no tasks starts elsewhere."""
    if start_of(request.user) != "workflows:inbox" and not request.user.has_role(*report_road.ROLES):
        return redirect("workflows:home")
    page = Paginator(tasks_for(request.user).annotate(case_id=F(CASE)), 50).get_page(request.GET.get("page"))
    tasks = [card(task) for task in page]
    note_read(request, kind="takenlijst", objects=page)
    context = {
        "page": page,
        "tasks": tasks,
        "questions": waiting_for_answer(request.user),
        "report_tasks": [report_road.card(task) for task in report_road.tasks_for(request.user)],
    }
    return render(request, "workflows/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request, public_id):
    """One task: read what it is about, fill in the form, and it is done once."""
    found = _executable(request, public_id)
    if found.status not in OPEN:
        return _already_done(request, found)
    step = step_of(found, request.user)
    if request.method == "POST":
        return _post(request, found, step)
    kept = drafts.load(owner=request.user, form=draft_key(found))
    return _page(request, found, step, _as_typed(step, kept) if kept else step.forms())


@require_POST
def autosave(request, public_id):
    """Keep what is typed so far; the page calls this by itself."""
    found = _executable(request, public_id)
    if found.status not in OPEN:
        # The last call of a page may come in after its form was sent: that leaves no draft behind.
        return HttpResponse(status=204)
    draft = _keep(request, found)
    return render(request, "components/autosave_status.html", {"saved_at": draft.saved_at})


def _executable(request, public_id) -> CaseTask:
    """The task if it is this user's, also when it is done; a foreign one is as absent as a missing one."""
    found = CaseTask.objects.exclude(node="").filter(public_id=public_id).first()
    if found is None or not _is_theirs(request.user, found):
        note_read(request, kind="taak", objects=[public_id], allowed=False)
        raise Http404
    return found


def _is_theirs(user, found) -> bool:
    if found.status in OPEN:
        return found.flow_task.can_execute(user, found)
    return found.flow_task.might_have_done(user, found)


def _post(request, found, step):
    forms = step.forms(request.POST, request.FILES)
    if "save_draft" in request.POST:
        _keep(request, found)
        messages.success(request, "Uw concept is bewaard. U kunt later verdergaan.")
        return redirect("workflows:task", public_id=found.public_id)
    # Every form is validated, so that all errors show at once.
    if not all([form.is_valid() for form in forms.values()]):
        return _page(request, found, step, forms)
    try:
        journey.complete(task=found, user=request.user, perform=lambda: step.do(**step.cleaned(forms)))
    except AlreadyDone:
        return _already_done(request, found)
    except Http404:
        # The permission was taken away after the first look at it.
        note_read(request, kind="taak", objects=[found.public_id], allowed=False)
        raise
    except ValidationError as refusal:
        next(iter(forms.values())).add_service_error(refusal)
        return _page(request, found, step, forms)
    drafts.discard(owner=request.user, form=draft_key(found))
    messages.success(request, step.done_message)
    return redirect(step.next_url())


def _page(request, found, step, forms):
    note_read(request, kind="taak", objects=[found.public_id])
    kind, shown = step.shows()
    note_read(request, kind=kind, objects=[shown])
    context = {
        "task": found,
        "step": step,
        "title": found.flow_task.task_title,
        "forms": forms,
        "all_forms": list(forms.values()),
        "late": found.due_on < clock.today(),
        **forms,
        **step.context(),
    }
    return render(request, step.template_name, context)


def _already_done(request, found):
    """Somebody was first: say so, keep what this user typed as a draft, and show it to copy from.

    Who may not do this step any more reads that it is done, and gets none of the text back.
    """
    still_may = found.flow_task.may_now(request.user, found)
    if request.method == "POST" and still_may:
        _keep(request, found)
    kept = drafts.load(owner=request.user, form=draft_key(found)) if still_may else {}
    # Texts have a space in them; codes of choices, dates and counters do not.
    typed = [value for values in kept.values() for value in values if " " in value.strip()]
    note_read(request, kind="taak", objects=[found.public_id])
    return render(request, "workflows/already_done.html", {"typed": typed}, status=409)


def _keep(request, found):
    content = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    return drafts.save(owner=request.user, form=draft_key(found), content=content)


def _as_typed(step, kept):
    """The forms as they were left, without judging them yet."""
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    forms = step.forms(data)
    for form in forms.values():
        form.as_typed()
    return forms
