"""Addresses that notices carry."""

from django.urls import reverse


def case_path(case) -> str:
    return reverse("workflows:case", args=[case.public_id])


def task_path(task) -> str:
    return reverse("workflows:task", args=[task.public_id])


def request_path(request) -> str:
    """The page of a request of youth or parents."""
    return reverse("workflows:rights_request", args=[request.public_id])
