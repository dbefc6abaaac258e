"""The list of accounts that ``make demo`` ends with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import User
from workflows.demo.people import PASSWORD

pytestmark = pytest.mark.django_db


def printed() -> str:
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    return said.getvalue()


def test_every_account_is_listed_with_its_roles_and_the_password(people):
    lines = printed().splitlines()
    for user in User.objects.filter(email__endswith="@demo.example"):
        line = next(line for line in lines if user.email in line.split())
        assert user.role_label in line
    assert lines[-1] == f"Password of every account: {PASSWORD}"
    assert all(role.label in printed() for role in Role)


def test_two_accounts_or_more_stand_under_each_kind_of_organisation(people):
    sections = {part.splitlines()[0]: part.splitlines()[1:] for part in printed().strip().split("\n\n")}
    for kind in OrganisationKind.values:
        assert len(sections[kind.replace("_", " ")]) >= 2, kind


def test_production_has_no_demo_accounts(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_accounts")
