"""Rules that hold for the whole project, so that a new model, page or flow cannot forget them."""

from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver, reverse

from expertteam.access.enums import CaseRole
from expertteam.access.roles import PERMISSIONS, ROLE_PERMISSIONS
from expertteam.audit.register import CLASSES, REGISTER, class_of
from workflows.engine import CaseFlow, CaseView
from workflows.flows import ALL_FLOWS
from workflows.flows.report import ReportFlow
from workflows.journey import JOURNEY, RESTS
from workflows.report_engine import ReportView
from workflows.steps.base import Step

ROOT = Path(__file__).resolve().parents[1]
OWN = ("expertteam.", "workflows", "reports")


def own_models():
    models = [model for model in apps.get_models() if model.__module__.startswith(OWN)]
    assert len(models) > 40
    return models


def is_history(model):
    """A table of the change history, made by pghistory for a tracked model."""
    return hasattr(model, "pgh_tracked_model")


@pytest.mark.parametrize("model", [m for m in own_models() if not is_history(m)], ids=lambda m: m._meta.label)
def test_every_field_is_classified(model):
    for field in model._meta.local_fields:
        assert class_of(model._meta.label, field.name) in CLASSES


def test_the_register_names_no_field_that_is_gone():
    for label, classes in REGISTER.items():
        known = {field.name for field in apps.get_model(label)._meta.local_fields}
        named = [name for fields in classes.values() for name in fields.split()]
        assert set(named) == known, label
        assert len(named) == len(set(named)), f"{label} classifies a field twice"


def test_history_copies_only_registered_models():
    for model in filter(is_history, own_models()):
        assert model.pgh_tracked_model._meta.label in REGISTER


def test_every_permission_belongs_to_a_role_and_the_other_way_round():
    given = set().union(*ROLE_PERMISSIONS.values())
    assert given == set(PERMISSIONS)
    assert set(ROLE_PERMISSIONS) == set(CaseRole)


def test_every_flow_waits_for_its_lock_and_every_step_has_a_permission():
    for flow in ALL_FLOWS:
        assert issubclass(flow, CaseFlow)
        assert flow.lock_impl.nowait is False
        for node in flow.instance.nodes():
            if isinstance(node, CaseView) and not callable(node.permission):
                assert node.permission in PERMISSIONS


def test_every_step_of_a_report_has_a_page_and_waits_for_its_lock():
    assert ReportFlow.lock_impl.nowait is False
    steps = [node for node in ReportFlow.instance.nodes() if isinstance(node, ReportView)]
    assert len(steps) == 4
    for step in steps:
        assert reverse(f"workflows:{step.page}", args=[uuid4()])


def test_every_step_class_exists_and_does_something():
    for flow in ALL_FLOWS:
        for node in flow.instance.nodes():
            if isinstance(node, CaseView):
                module, name = node.step.split(".")
                step = getattr(import_module(f"workflows.steps.{module}"), name)
                assert issubclass(step, Step)
                assert step.do is not Step.do


def test_flow_and_node_names_are_stored_as_text_so_none_may_change_unnoticed(snapshot):
    flows = (*ALL_FLOWS, ReportFlow)
    names = {flow.__name__: sorted(node.name for node in flow.instance.nodes()) for flow in flows}
    assert names == snapshot


def test_the_journey_knows_every_flow_and_leads_only_to_flows():
    started_by_job = {"FollowUpFlow", "ConsentFlow"}
    assert set(JOURNEY) == set(ALL_FLOWS)
    reached = {after for outcomes in JOURNEY.values() for after in outcomes.values()} - {RESTS}
    assert {flow.__name__ for flow in ALL_FLOWS} - {flow.__name__ for flow in reached} == started_by_job


def test_no_page_of_viewflow_or_the_admin_is_mounted():
    def namespaces(resolver):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield pattern.namespace, str(pattern.urlconf_name)
                yield from namespaces(pattern)

    for namespace, urlconf in namespaces(get_resolver()):
        assert "viewflow" not in urlconf
        assert namespace != "admin"
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_module_grows_beyond_four_hundred_lines():
    for room in ("expertteam", "workflows", "reports", "tests"):
        for path in (ROOT / room).rglob("*.py"):
            if not {"migrations", "node_modules"} & set(path.parts):
                assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
