"""What can be done with a case before it reaches a table, and its end."""

import hashlib
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from expertteam.access import consent as ledger
from expertteam.access import services as access
from expertteam.access.consent_enums import Basis, DisclosureKind, Scope
from expertteam.access.consent_rules import age_on
from expertteam.access.enums import BORROWED, CaseRole
from expertteam.audit.enums import Action
from expertteam.audit.services import record, record_occurrence
from expertteam.cases import consent as case_consent
from expertteam.cases import scanning, uploads
from expertteam.cases.enums import AgeBand, CaseStatus, LegalBasis, Route, Safety, TriageOutcome
from expertteam.cases.models import (
    Case,
    CaseCounter,
    Document,
    Identity,
    Intake,
    InvolvedParty,
    Triage,
    TriedHelp,
)
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.search import vector
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import contacts, members, regional_team

STATUS_AFTER_TRIAGE = {
    TriageOutcome.CONSULTATION: CaseStatus.CONFERENCE,
    TriageOutcome.PROCESREGIE: CaseStatus.PROCESREGIE,
    TriageOutcome.CENTRE: CaseStatus.HELP,
    TriageOutcome.INCOMPLETE: CaseStatus.INCOMPLETE,
}
# What the intake says of the basis on which it was filed.
LEGAL_BASIS = {
    Basis.CONSENT: LegalBasis.CONSENT,
    Basis.LEGAL_TASK: LegalBasis.COURT_ORDER,
    Basis.VITAL: LegalBasis.SAFETY,
    Basis.ANONYMOUS: LegalBasis.NONE,
}
OLDEST = 23
IS_CLOSED = "Deze casus is afgesloten. U kunt niets meer wijzigen."
WITHOUT_ADDITION_SAYS_WHY = "Vul in waarom u zonder aanvulling verdergaat."
# In the case for as long as their work lasts.
HELPERS = (CaseRole.DIRECTOR, CaseRole.CENTRE, CaseRole.PROVIDER, *BORROWED)


def report_acute_danger(*, referrer) -> None:
    """Somebody met the stop page: the event is kept, nothing about the youth is."""
    record_occurrence(actor=referrer, kind="acute_danger_at_filing")


@transaction.atomic
def file_case(
    *,
    referrer,
    organisation,
    municipality,
    title,
    legal_frame,
    why_stuck,
    identity,
    intake,
    tried,
    involved,
    consent=None,
    age_band="",
) -> Case:
    """Make a case of a complete intake.

    ``identity`` holds first_name, last_name, birth_date (a date), address and parents; ``consent`` says
    who has authority and what people said (see :func:`add_consent`); ``intake`` the fields of Intake;
    ``tried`` and ``involved`` are lists of field dictionaries. Without an identity it is an anonymous
    consultation, which tells an ``age_band`` and asks no consent. Raises RuleBroken at acute danger,
    outside the ages 0 to 23, and without a basis to share the case with the table.
    """
    if intake["safety"] == Safety.ACUTE:
        raise RuleBroken("Bij acuut gevaar kan een casus niet wachten. Bel de crisisdienst of Veilig Thuis.")
    region = municipality.region
    case = Case.objects.create(
        number=_next_number(region),
        title=title,
        region=region,
        municipality=municipality,
        team=regional_team(region),
        referrer=referrer,
        referrer_organisation=organisation,
        legal_frame=legal_frame,
        why_stuck=why_stuck,
        age_band=age_band_of(identity["birth_date"]) if identity else age_band,
    )
    if identity:
        _keep_identity(case, identity)
        add_consent(case=case, by=referrer, **consent or {})
    told = case_consent.disclose(case=case, by=referrer, scope=Scope.TABLE, kind=DisclosureKind.FILING)
    filed = Intake.objects.create(case=case, **intake | {"legal_basis": LEGAL_BASIS[told.basis]})
    TriedHelp.objects.bulk_create(TriedHelp(intake=filed, **row) for row in tried)
    InvolvedParty.objects.bulk_create(InvolvedParty(intake=filed, **row) for row in involved)
    access.grant(user=referrer, case=case, role=CaseRole.REFERRER, reason="heeft de casus aangemeld")
    for coordinator in members(team=case.team, role=Role.COORDINATOR):
        access.grant(
            user=coordinator, case=case, role=CaseRole.COORDINATOR, reason="coördinator van het expertteam"
        )
    _index(case)
    record(actor=referrer, case=case, verb="filed", detail="Casus aangemeld", action=Action.CREATE)
    return case


@transaction.atomic
def add_identity(*, case, by, identity, consent) -> None:
    """An anonymous consultation becomes a case with a name, on a basis; see :func:`file_case`."""
    if not Case.objects.select_for_update().get(pk=case.pk).is_open:
        raise RuleBroken(IS_CLOSED)
    if not case_consent.is_anonymous(case):
        raise RuleBroken("De gegevens van de jeugdige zijn al toegevoegd.")
    _keep_identity(case, identity)
    case.age_band = age_band_of(identity["birth_date"])
    case.save(update_fields=["age_band"])
    add_consent(case=case, by=by, **consent)
    told = case_consent.disclose(case=case, by=by, scope=Scope.TABLE, kind=DisclosureKind.FILING)
    Intake.objects.filter(case=case).update(legal_basis=LEGAL_BASIS[told.basis])
    record(actor=by, case=case, verb="identity_added", detail="Gegevens van de jeugdige toegevoegd")


@transaction.atomic
def add_consent(*, case, by, authority=None, answers=()) -> None:
    """Note who has authority and what people said; see :func:`expertteam.cases.consent.note_answers`."""
    if authority:
        problem = case_consent.frame_problem(legal_frame=case.legal_frame, authority=authority)
        if problem:
            raise RuleBroken(problem)
        ledger.set_authority(case=case, by=by, authority=authority)
    case_consent.note_answers(case=case, by=by, answers=answers)


def _keep_identity(case, identity) -> None:
    birth_date = identity["birth_date"].isoformat()
    Identity.objects.create(case=case, **{**identity, "birth_date": birth_date})


@transaction.atomic
def correct_birth_date(*, identity, birth_date: date) -> None:
    """Put the right birth date in the place of a wrong one, with the age band at filing that follows."""
    case = Case.objects.select_for_update().get(pk=identity.case_id)
    case.age_band = age_band_of(birth_date, timezone.localtime(case.filed_at).date())
    case.save(update_fields=["age_band"])
    identity.birth_date = birth_date.isoformat()
    identity.save(update_fields=["birth_date"])


def age_band_of(birth_date: date, day: date | None = None) -> AgeBand:
    """The age band on a day, or today; RuleBroken when not yet born by then, or over 23."""
    age = age_on(birth_date, day or clock.today())
    if not 0 <= age <= OLDEST:
        raise RuleBroken(
            "Deze geboortedatum past niet bij jeugdhulp (0 tot en met 23 jaar). Controleer de datum."
        )
    return AgeBand.for_age(age)


@transaction.atomic
def add_to_intake(*, case, by, addition) -> None:
    """The referrer supplies what triage missed; the case waits for triage again."""
    _append_to_intake(case, addition)
    record(actor=by, case=case, verb="added", detail="Aanmelding aangevuld")


@transaction.atomic
def go_on_without_addition(*, case, by, reason) -> None:
    """No addition comes: the coordinator decides again on what there is."""
    if not reason.strip():
        raise RuleBroken({"reason": WITHOUT_ADDITION_SAYS_WHY})
    _append_to_intake(case, f"Zonder aanvulling verder met triage: {reason}")
    record(actor=by, case=case, verb="not_added", detail="Zonder aanvulling verder met triage")


@transaction.atomic
def hand_over_referrer(*, case, by, referrer) -> None:
    """Give the referrer's part of ``case`` to a colleague of the organisation that filed it."""
    colleagues = contacts(organisation=case.referrer_organisation, role=Role.REFERRER)
    if not case.is_open or not colleagues.filter(pk=referrer.pk).exists():
        raise RuleBroken(f"Kies een aanmelder van {case.referrer_organisation} bij een casus die nog loopt.")
    access.end_all(case=case, role=CaseRole.REFERRER, reason="een collega is nu de aanmelder", by=by)
    case.referrer = referrer
    case.save(update_fields=["referrer"])
    access.grant(
        user=referrer,
        case=case,
        role=CaseRole.REFERRER,
        reason="neemt de aanmelding van een collega over",
        by=by,
    )
    record(actor=by, case=case, verb="referrer_replaced", detail="Andere aanmelder aangewezen")


@transaction.atomic
def triage(*, case, by, outcome, motivation, missing="", alternative="") -> Triage:
    """Record the coordinator's decision and its effect on the case."""
    decision = Triage.objects.create(
        case=case,
        outcome=outcome,
        motivation=motivation,
        missing=missing,
        alternative=alternative,
        decided_by=by,
    )
    if outcome in Route.values:
        case.route = outcome
        case.save(update_fields=["route"])
    if outcome == TriageOutcome.DECLINED:
        close(case=case, by=by, status=CaseStatus.DECLINED)
    else:
        set_status(case=case, status=STATUS_AFTER_TRIAGE[outcome])
    record(actor=by, case=case, verb="triaged", detail=f"Triage: {decision.get_outcome_display()}")
    return decision


def set_status(*, case, status) -> None:
    """Move an open case; RuleBroken when it is closed, for what is closed stays closed."""
    if not case.is_open:
        raise RuleBroken(IS_CLOSED)
    case.status = status
    case.save(update_fields=["status"])


@transaction.atomic
def close(*, case, by, status=CaseStatus.CLOSED) -> None:
    """End a case. The referrer, the coordinators and the table may still read it; who came in to help not."""
    case.status, case.closed_at = status, clock.now()
    case.save(update_fields=["status", "closed_at"])
    for role in HELPERS:
        access.end_all(case=case, role=role, reason="casus is afgesloten", by=by)
    record(actor=by, case=case, verb="closed", detail=f"Casus: {case.get_status_display().lower()}")


@uploads.atomic()
def add_document(*, case, by, upload: UploadedFile, content_type) -> Document:
    """Keep a checked file under a random name; ``content_type`` is what its content says it is.

    Where a virus scanner is configured the document begins in quarantine.

    Raises RuleBroken when the case is closed, also when somebody closes it at this moment.
    """
    if not Case.objects.select_for_update().get(pk=case.pk).is_open:
        raise RuleBroken(IS_CLOSED)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    document = Document(
        case=case,
        name=upload.name[-150:],
        content_type=content_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        uploaded_by=by,
        scan=scanning.first_state(),
    )
    document.file.save(upload.name, upload, save=False)
    uploads.keep(document.file)
    document.save()
    scanning.queue(document)
    record(actor=by, case=case, verb="document", detail="Document toegevoegd")
    return document


def _next_number(region) -> str:
    """A pseudonym such as NL-2026-0042; two filings at once wait for each other on the counter."""
    year = clock.today().year
    CaseCounter.objects.get_or_create(region=region, year=year)
    counter = CaseCounter.objects.select_for_update().get(region=region, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{region.code}-{year}-{counter.last:04d}"


def _append_to_intake(case, text) -> None:
    """Add to the intake what came later; the case waits for triage again."""
    Intake.objects.filter(case=case).update(addition=f"{case.intake.addition}\n\n{text}".strip())
    set_status(case=case, status=CaseStatus.FILED)
    _index(case)


def _index(case) -> None:
    intake = Intake.objects.get(case=case)
    text = vector(
        A=f"{case.number} {case.title}", B=intake.question, C=f"{intake.situation} {intake.addition}"
    )
    Case.objects.filter(pk=case.pk).update(search=text)


def reindex(*, case) -> None:
    """Let search find the case by what its texts say now."""
    _index(Case.objects.get(pk=case.pk))
