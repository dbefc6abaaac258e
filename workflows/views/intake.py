"""Filing a case: the steps, the stop page at acute danger, and the half-filled ones."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseFormSet
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read
from expertteam.cases import drafts
from expertteam.cases.enums import Safety
from expertteam.cases.services import report_acute_danger
from expertteam.core.errors import AlreadyDone
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.templatetags.frontend import nl_date
from expertteam.organisations.enums import Role
from workflows.intake import ASKING, BY_SLUG, KIND, STEPS, Filing
from workflows.links import case_path


def _referrer(request):
    if not request.user.has_role(Role.REFERRER):
        raise Http404
    return request.user


def start(request):
    """The drafts of this referrer, and the button to begin a new one."""
    owner = _referrer(request)
    if request.method == "POST":
        draft = drafts.begin(owner=owner, kind=KIND)
        note_read(request, kind="concept", objects=[draft], action=Action.CREATE)
        return redirect("workflows:intake_step", public_id=draft.public_id, slug=STEPS[0].slug)
    own = drafts.of_kind(owner=owner, kind=KIND)
    note_read(request, kind="concept", objects=own)
    listed = [{"draft": draft, "title": _title(draft)} for draft in own]
    return render(request, "cases/intake/start.html", {"drafts": listed, "steps": STEPS})


def _title(draft) -> str:
    title = Filing(draft).content.get("situatie", {}).get("title", [""])[0]
    return title or "Nog zonder onderwerp"


@require_POST
def discard(request, public_id):
    filing = _filing(request, public_id)
    note_read(request, kind="concept", objects=[filing.draft], action=Action.DELETE)
    drafts.discard(owner=request.user, form=filing.draft.form)
    messages.success(request, "Het concept is verwijderd.")
    return redirect("workflows:intake")


def step(request, public_id, slug):
    """One step of the intake; what is typed is kept, right or wrong."""
    this = _step(slug)
    if request.method == "POST" and this is STEPS[-1] and not _drafts(request, public_id).exists():
        return render(request, "409.html", status=409)
    filing = _filing(request, public_id)
    note_read(request, kind="concept", objects=[filing.draft])
    if this is STEPS[-1]:
        return _send(request, filing, this)
    if request.method != "POST":
        return _page(request, filing, this, _as_left(filing, this))
    forms = filing.bind(this, request.POST)
    if _is_acute(this, forms):
        return _stop(request, filing)
    filing.keep(this, request.POST)
    if not all([form.is_valid() for form in forms.values()]):
        return _page(request, filing, this, forms)
    following = STEPS[STEPS.index(this) + 1]
    return redirect("workflows:intake_step", public_id=public_id, slug=following.slug)


@require_POST
def autosave(request, public_id, slug):
    draft = _filing(request, public_id).keep(_step(slug), request.POST)
    return render(request, "components/autosave_status.html", {"saved_at": draft.saved_at})


def _drafts(request, public_id):
    own = drafts.of_kind(owner=_referrer(request), kind=KIND)
    return own.select_related("owner").filter(public_id=public_id)


def _filing(request, public_id) -> Filing:
    draft = _drafts(request, public_id).first()
    if draft is None:
        raise Http404
    return Filing(draft)


def _step(slug):
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _is_acute(this, forms) -> bool:
    return this is STEPS[0] and forms["form"].data.get("safety") == Safety.ACUTE


def _stop(request, filing):
    """Acute danger does not wait for a table: nothing about the youth is kept."""
    report_acute_danger(referrer=request.user)
    drafts.discard(owner=request.user, form=filing.draft.form)
    context = {
        "emergency": settings.EMERGENCY_PHONE,
        "crisis_service": settings.CRISIS_SERVICE_PHONE,
        "safe_at_home": settings.SAFE_AT_HOME_PHONE,
    }
    return render(request, "cases/intake/stop.html", context)


def _as_left(filing, this):
    data = filing.data_of(this)
    if data is None:
        return filing.bind(this, initial=_defaults(filing))
    forms = filing.bind(this, data)
    for form in forms.values():
        for each in form.forms if isinstance(form, BaseFormSet) else [form]:
            each.as_typed()
    return forms


def _defaults(filing) -> dict:
    """An access team files for its own municipality."""
    organisation = filing.organisation
    return {"municipality": organisation.municipality} if organisation else {}


def _page(request, filing, this, forms, **extra):
    index = STEPS.index(this)
    context = {
        "filing": filing,
        "this": this,
        "forms": forms,
        "all_forms": list(forms.values()),
        "form": forms["form"],
        "rows": [(forms[name], title, text) for name, (_, title, text) in this.rows.items()],
        "previous": STEPS[index - 1] if index else None,
        "number": index + 1,
        "total": len(STEPS),
        "steps": _progress(filing, this),
        **extra,
    }
    return render(request, "cases/intake/step.html", context)


def _progress(filing, this):
    unfinished = filing.unfinished()
    for each in STEPS:
        done = each in ASKING and each not in unfinished
        state = "current" if each is this else "done" if done else "todo"
        label = "U bent hier" if each is this else "Ingevuld" if done else "Nog in te vullen"
        yield {"title": each.title, "state": state, "state_label": label}


def _send(request, filing, this):
    """Everything once more, and the button that makes it a case."""
    unfinished = filing.unfinished()
    forms = filing.bind(this, request.POST or None, request.FILES or None)
    if request.method == "POST" and forms["form"].is_valid() and not unfinished:
        upload = forms["form"].cleaned_data["document"]
        try:
            case = filing.send(documents=[upload] if upload else [])
        except AlreadyDone:
            return render(request, "409.html", status=409)
        except ValidationError as refusal:
            forms["form"].add_service_error(refusal)
        else:
            messages.success(request, f"De casus is aangemeld onder nummer {case.number}.")
            return redirect(case_path(case))
    return _page(request, filing, this, forms, unfinished=unfinished, answers=_answers(filing))


def _answers(filing):
    """What was filled in, step by step, as people read it."""
    for each, forms in zip(ASKING, filing.bound().values(), strict=True):
        for form in forms.values():
            form.is_valid()
        pairs = [(field.label, _said(field)) for field in _counting(forms["form"])]
        yield {"step": each, "pairs": pairs, "rows": [_rows(forms[name]) for name in each.rows]}


def _counting(form):
    """The fields that count with the answers that were given."""
    idle = form.idle() if isinstance(form, ConditionalMixin) else ()
    return [field for field in form if field.name not in idle]


def _said(field) -> str:
    value = getattr(field.form, "cleaned_data", {}).get(field.name, field.value())
    if isinstance(value, date):
        return nl_date(value)
    if isinstance(value, Model):
        return str(value)
    labels = dict(getattr(field.field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(labels.get(each, each)) for each in value)
    return labels.get(value, value) or ""


def _rows(formset):
    return [[(field.label, _said(field)) for field in form] for form in formset if form.has_changed()]
