"""Addresses that notices and lists carry."""

from django.urls import reverse


def case_path(case) -> str:
    return reverse("workflows:case", args=[case.public_id])


def task_path(task) -> str:
    return reverse("workflows:task", args=[task.public_id])


def document_row(document) -> dict:
    """A row of the file list component; a document in quarantine says so and has no link."""
    return {
        "name": document.name,
        "size": document.size,
        "url": reverse("workflows:document", args=[document.public_id]),
        "pending": "" if document.is_readable else document.get_scan_display(),
    }


def request_path(request) -> str:
    """The page of a request of youth or parents."""
    return reverse("workflows:rights_request", args=[request.public_id])


def question_path(question) -> str:
    return reverse("workflows:question", args=[question.public_id])


def report_path(report) -> str:
    return reverse("workflows:report", args=[report.public_id])


def case_access_path(case) -> str:
    return reverse("workflows:case_access", args=[case.public_id])


def emergency_review_path(review) -> str:
    return reverse("workflows:emergency_review", args=[review.public_id])
