"""How long files are kept and how soon requests are answered: read and set, without any case."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.rights import retention, services
from expertteam.rights.forms import RegimeForm, TermForm
from expertteam.rights.models import RequestTerm, RetentionRegime
from workflows.views.rights import TERM_SETTERS, parts_for


def for_term_setters(view):
    """For everybody else this page does not exist."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_role(*TERM_SETTERS):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_term_setters
def terms(request):
    context = {
        "regimes": RetentionRegime.objects.all(),
        "terms": RequestTerm.objects.all(),
        "parts": parts_for(request.user),
    }
    return render(request, "rights/terms.html", context)


@for_term_setters
@require_http_methods(["GET", "HEAD", "POST"])
def term(request, slug):
    found = get_object_or_404(RequestTerm, kind=slug)
    names = ("months", "remind_days", "source")
    form = TermForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    title = f"Antwoordtermijn bij {found}"
    return _set(request, form, title, lambda values: services.change_term(term=found, **values))


@for_term_setters
@require_http_methods(["GET", "HEAD", "POST"])
def regime(request, public_id):
    found = get_object_or_404(RetentionRegime, public_id=public_id)
    names = ("years", "counts_from", "source")
    form = RegimeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    title = f"Bewaartermijn: {found}"
    return _set(request, form, title, lambda values: retention.change_regime(regime=found, **values))


def _set(request, form, title, change):
    if request.method == "POST" and form.is_valid():
        try:
            change(form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De termijn is gewijzigd.")
            return redirect("workflows:rights_terms")
    return render(request, "rights/term.html", {"form": form, "title": title})
