"""The data inventory and the register of processing say everything the field register knows, in Dutch."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from expertteam.audit.inventory import COMMON, rooms, tables
from expertteam.audit.processing import PROCESSINGS, processing_of
from expertteam.audit.register import REGISTER

# Words that Django's own made-up names would hold, and that no Dutch name does.
ENGLISH = {
    "case",
    "counter",
    "user",
    "year",
    "last",
    "permission",
    "group",
    "process",
    "task",
    "at",
    "by",
    "on",
    "the",
    "name",
    "role",
    "key",
}
PAGES = ["workflows:processing_register", "workflows:data_inventory"]


def test_every_field_of_the_register_stands_in_the_inventory_once():
    listed = [
        (table.label, field.name) for room in rooms() for table in room.tables for field in table.fields
    ]
    registered = [
        (label, name)
        for label, classes in REGISTER.items()
        for names in classes.values()
        for name in names.split()
    ]
    assert sorted(listed) == sorted(registered)


def test_what_is_encrypted_and_what_keeps_its_history_is_said():
    by_label = {table.label: table for table in tables()}
    identity = {field.name: field for field in by_label["cases.Identity"].fields}
    assert identity["first_name"].encrypted and identity["birth_date"].encrypted
    assert not identity["case"].encrypted
    assert by_label["cases.Identity"].keeps_history
    assert not by_label["organisations.Region"].keeps_history


@pytest.mark.parametrize("label", REGISTER)
def test_every_table_and_field_has_a_dutch_name(label):
    """Django makes up an English name for a model without one, and for a field without one."""
    model = apps.get_model(label)
    assert "verbose_name" in model._meta.original_attrs, f"{label} needs a Dutch verbose_name"
    (table,) = (each for each in tables() if each.label == label)
    named = [str(model._meta.verbose_name), *(field.label for field in table.fields)]
    assert all(named)
    english = {word for name in named for word in re.findall(r"[a-z]+", name.lower())} & ENGLISH
    assert not english, f"{label} speaks English: {english}"


def test_a_field_that_nobody_named_is_noticed(monkeypatch):
    monkeypatch.delitem(COMMON, "sort_key")
    with pytest.raises(KeyError, match="sort_key"):
        tables()


def test_every_table_serves_a_processing_activity():
    for label in REGISTER:
        assert processing_of(label) in PROCESSINGS
    with pytest.raises(LookupError, match="elsewhere"):
        processing_of("elsewhere.Thing")


def test_a_signal_belongs_to_the_case_and_a_lesson_to_learning():
    assert processing_of("learning.Signal").name == "Casussen behandelen"
    assert processing_of("learning.Lesson").name == "Leren van casussen"


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_the_privacy_officer_reads_both_pages_and_nobody_else(as_user, page):
    shown = as_user("fg").get(reverse(page))
    assert shown.status_code == 200
    for other in ("coordinator.noord", "beheer", "beleid.noord", "aanbieder.nest", "deskundige1.noord"):
        assert as_user(other).get(reverse(page)).status_code == 404


@pytest.mark.django_db
def test_the_privacy_officer_finds_them_in_the_menu(as_user):
    assert reverse(PAGES[0]) in as_user("fg").get(reverse("workflows:home"), follow=True).text
    assert reverse(PAGES[0]) not in as_user("beheer").get(reverse("workflows:accounts")).text


def test_the_command_writes_one_file_with_both(tmp_path):
    path = tmp_path / "gegevens.html"
    call_command("data_inventory", output=path)
    html = path.read_text()
    assert html.count("<table") == len(REGISTER)
    for processing in PROCESSINGS:
        assert processing.tables() == [] or processing.name in html
    out = StringIO()
    call_command("data_inventory", stdout=out)
    assert "Casussen behandelen" in out.getvalue()


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("data_inventory", output=tmp_path / "nergens" / "gegevens.html")
