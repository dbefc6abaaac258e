"""Every URL, every kind of person, every method: all that is shown or refused is on record (R11)."""

import pytest

from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.organisations.enums import Role
from expertteam.organisations.models import User
from tests.privacy.read_log_walk import Walk, second_connection
from tests.privacy.read_log_world import build
from tests.privacy.test_canary import cases_of_others  # noqa: F401 - the fixture is asked for by its name
from workflows.demo.people import DOMAIN, person

# One of each role and of each role in a case. The privacy officer comes last and sees what all others did.
PEOPLE = (
    "coordinator.zuid",
    "coordinator.noord",
    "coordinator.midden",
    "aanmelder.venlo",
    "aanmelder.weert",
    "voorzitter.noord",
    "deskundige1.noord",
    "deskundige5.noord",
    "regisseur.midden",
    "regisseur.zuid",
    "centrum1",
    "aanbieder.lindehof",
    "beleid.noord",
    "inkoop",
    "beheer",
    "fg",
)
# Pages that show nothing of any case, with the reason; a new page stands here or shows something above.
LOGIN, OWN_LOGIN = "before anybody is logged in", "somebody's own login"
ACCOUNTS, LEARNING = "accounts, without any case", "lessons and figures, without a way to a case"
ELSEWHERE = "changes something and goes on to a page that shows it"
TEXTS, TERMS = "the same for everybody", "terms and figures, without any case"
SHOWS_NOTHING = {
    **dict.fromkeys(
        (
            "account_closed",
            "account_confirm_email",
            "account_confirm_login_code",
            "account_email",
            "account_email_verification_sent",
            "account_inactive",
            "account_login",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_signup",
            "mfa_authenticate",
            "openid_connect_callback",
            "openid_connect_login",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
        ),
        LOGIN,
    ),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_logout",
            "account_reauthenticate",
            "account_set_password",
            "link_account",
            "log_out_everywhere",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_deactivate_totp",
            "mfa_download_recovery_codes",
            "mfa_edit_webauthn",
            "mfa_generate_recovery_codes",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
            "session_state",
            "socialaccount_connections",
            "usersessions_list",
        ),
        OWN_LOGIN,
    ),
    "resume": "what somebody typed themselves: tests/audit/test_nothing_slips_by.py",
    "resume_file": "the words somebody searched for themselves: tests/login/test_sensitive.py",
    **dict.fromkeys(
        ("accessibility", "privacy", "source", "workflows:processing_register", "workflows:data_inventory"),
        TEXTS,
    ),
    **dict.fromkeys(
        (
            "workflows:account",
            "workflows:account_deactivate",
            "workflows:account_end",
            "workflows:account_forget_factor",
            "workflows:account_invite",
            "workflows:account_judge",
            "workflows:account_new",
            "workflows:account_reactivate",
            "workflows:accounts",
            "workflows:organisation_new",
            "workflows:organisations",
            "workflows:rights_review",
            "workflows:role_end",
            "workflows:feed_key_new",
            "workflows:feed_key_revoke",
            "workflows:feed_keys",
            "workflows:role_new",
        ),
        ACCOUNTS,
    ),
    **dict.fromkeys(
        (
            "workflows:lesson",
            "workflows:lesson_new",
            "workflows:lessons",
            "workflows:lessons_to_review",
            "workflows:answer_review",
            "workflows:meeting_pack",
            "workflows:question",
            "workflows:question_answer",
            "workflows:question_new",
            "workflows:question_review",
            "workflows:question_withdraw",
            "workflows:questions",
            "workflows:report",
            "workflows:certificate_checker",
            "workflows:report_certificate",
            "workflows:report_discard",
            "workflows:report_new",
            "workflows:report_pdf",
            "workflows:report_excel",
            "workflows:report_csv",
            "workflows:report_data",
            "workflows:report_publish",
            "workflows:report_withdraw",
            "workflows:report_progress",
            "workflows:report_again",
            "workflows:report_read",
            "workflows:report_settle",
            "workflows:reports",
        ),
        LEARNING,
    ),
    **dict.fromkeys(
        (
            "workflows:emergency_overview",
            "workflows:retention_regime",
            "workflows:rights_term",
            "workflows:rights_terms",
        ),
        TERMS,
    ),
    **dict.fromkeys(
        (
            "workflows:destruction_approve",
            "workflows:follow_up_remind",
            "workflows:home",
            "workflows:inspection_freeze",
            "workflows:intake_discard",
            "workflows:legal_hold_lift",
            "workflows:open_table",
        ),
        ELSEWHERE,
    ),
    **dict.fromkeys(
        ("workflows:feed_figures", "workflows:feed_reports"),
        "for keys, not people: tests/learning/test_feed.py",
    ),
    "workflows:conference_calendar": "when and where, not about whom",
    "workflows:emergency": "asks for a number and a reason; every attempt is on record",
    "workflows:intake_autosave": "the time at which a draft was kept",
    "workflows:task_autosave": "the time at which a draft was kept",
}


def people(full_size):
    chosen = [person(address) for address in PEOPLE]
    if not full_size:
        return chosen
    others = User.objects.filter(email__endswith=DOMAIN).exclude(pk__in=[user.pk for user in chosen])
    return [*others.order_by("pk"), *chosen]


@pytest.fixture
def world(story, cases_of_others):  # noqa: F811
    return build(story, *cases_of_others)


@pytest.mark.django_db(transaction=True)
def test_every_showing_and_every_refusal_of_a_case_is_committed_before_it_leaves(world, full_size):
    visitors = people(full_size)
    assert set().union(*(user.roles for user in visitors)) == set(Role)
    held = Grant.objects.current().filter(user__in=visitors, case__in=world.cases)
    assert set(held.values_list("role", flat=True)) == set(CaseRole)
    with second_connection() as outside:
        walk = Walk(world, outside, quiet=SHOWS_NOTHING, full=full_size)
        for user in visitors:
            walk.person(user)
    print(dict(walk.seen), f"{len(walk.shown)} pages showed something of a case")
    never = {*walk.plain, *walk.of_one} - walk.shown.keys()
    assert walk.missed == []
    assert never == SHOWS_NOTHING.keys()
    assert walk.seen["shown"] > 200 and walk.seen["refused"] > 400 and walk.seen["head"] > 20, walk.seen
