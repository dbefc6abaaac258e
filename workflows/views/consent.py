"""The pages that add to the ledger of consent of a case."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.access import consent as ledger
from expertteam.access.consent_enums import Answer, Scope, Voice
from expertteam.access.consent_rules import in_words
from expertteam.access.permissions import may
from expertteam.audit.services import note_read
from expertteam.cases import consent as case_consent
from expertteam.cases.consent_forms import AuthorityForm, FilingConsentForm, RecordForm, WithdrawForm
from expertteam.cases.forms import IdentityForm
from expertteam.cases.services import add_consent, add_identity
from workflows import consent
from workflows.intake import named
from workflows.links import case_path
from workflows.views.cases import visible_case

STOPPED = "Delen met {shared} is meteen gestopt. Wie daardoor geen toegang meer heeft, krijgt bericht."


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, public_id):
    """Note what somebody said about sharing the case."""
    case = _named_case(request, public_id)
    form = RecordForm(request.POST or None, people=case_consent.speaking(case))
    return _answer_page(request, case, form, title="Toestemming vastleggen", button="Toestemming vastleggen")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, public_id):
    """Somebody takes their consent back: sharing that rests on it stops at once."""
    case = _named_case(request, public_id)
    gave = {voice for (voice, _), entry in ledger.last_entries(case).items() if entry.answer == Answer.GIVEN}
    counting = (*case_consent.speaking(case), Voice.PROFESSIONAL)
    form = WithdrawForm(request.POST or None, people=[voice for voice in counting if voice in gave])
    return _answer_page(request, case, form, title="Toestemming intrekken", button="Toestemming intrekken")


def _named_case(request, public_id):
    """An open case of which this user keeps the ledger; an anonymous one has none."""
    case = visible_case(request, public_id, "record_consent")
    if not case.is_open or case_consent.is_anonymous(case):
        note_read(request, kind="casus", objects=[public_id], allowed=False)
        raise Http404
    return case


def _answer_page(request, case, form, *, title, button):
    if request.method == "POST" and form.is_valid():
        try:
            stopped = consent.note_answers(case=case, by=request.user, answers=[form.cleaned_data])
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            return _noted(request, case, stopped)
    note_read(request, kind="casus", objects=[case])
    context = {"case": case, "form": form, "title": title, "button": button}
    return render(request, "cases/consent/answer.html", context)


def _noted(request, case, stopped):
    messages.success(request, "De toestemming is bijgewerkt.")
    if stopped:
        messages.warning(request, STOPPED.format(shared=in_words([s for s in Scope if s in stopped])))
    still = may(request.user, "view_case", case)
    return redirect(f"{case_path(case)}#toestemming" if still else "workflows:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request, public_id):
    """Note that somebody else has authority now."""
    case = _named_case(request, public_id)
    form = AuthorityForm(request.POST or None, initial={"authority": ledger.authority_in(case)})
    if request.method == "POST" and form.is_valid():
        try:
            add_consent(case=case, by=request.user, authority=form.cleaned_data["authority"])
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Het gezag is bijgewerkt. Kijk wie nu toestemming geeft.")
            return redirect(f"{case_path(case)}#toestemming")
    note_read(request, kind="casus", objects=[case])
    context = {"case": case, "form": form, "title": "Gezag wijzigen", "button": "Gezag wijzigen"}
    return render(request, "cases/consent/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def identify(request, public_id):
    """An anonymous consultation gets a name, with the consent to share it; the page has two rounds.

    The first round tells age and authority, so that the second asks those whose answer counts.
    """
    case = visible_case(request, public_id, "complete_intake")
    if not case.is_open or not case_consent.is_anonymous(case):
        note_read(request, kind="casus", objects=[public_id], allowed=False)
        raise Http404
    youth = IdentityForm(request.POST or None)
    asked = None
    if youth.is_bound and youth.is_valid():
        asked = _consent_form(request, case, youth)
        if asked.is_bound and asked.is_valid() and _identified(request, case, youth, asked):
            return redirect(f"{case_path(case)}#toestemming")
    note_read(request, kind="casus", objects=[case])
    context = {
        "case": case,
        "form": youth,
        "consent_form": asked,
        "all_forms": [f for f in (youth, asked) if f],
    }
    return render(request, "cases/consent/identify.html", context)


def _consent_form(request, case, youth):
    birth_date, authority = youth.cleaned_data["birth_date"], youth.cleaned_data["authority"]
    problem = case_consent.frame_problem(legal_frame=case.legal_frame, authority=authority)
    data = request.POST if "asked" in request.POST else None
    return FilingConsentForm(data, birth_date=birth_date, authority=authority, problem=problem)


def _identified(request, case, youth, asked) -> bool:
    try:
        add_identity(case=case, by=request.user, **named(youth.cleaned_data, asked))
    except ValidationError as refusal:
        asked.add_service_error(refusal)
        return False
    messages.success(request, "De gegevens van de jeugdige zijn toegevoegd.")
    return True
