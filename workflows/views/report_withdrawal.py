"""Withdrawing a published learning report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from expertteam.learning import reporting
from expertteam.learning.forms import WithdrawReportForm
from expertteam.learning.models import LearningReport
from workflows.links import report_path


def withdraw(request, public_id):
    """A coordinator of the region or a privacy officer says why; from then on readers see only that."""
    visible = LearningReport.objects.visible_to(request.user).select_related("region")
    found = get_object_or_404(visible, public_id=public_id)
    if not LearningReport.objects.withdrawable_by(request.user).filter(pk=found.pk).exists():
        raise Http404
    form = WithdrawReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reporting.withdraw(report=found, by=request.user, path=report_path(found), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De rapportage is ingetrokken.")
            return redirect(report_path(found))
    return render(request, "learning/report_withdraw.html", {"form": form, "report": found})
