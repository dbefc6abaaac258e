"""The page "Hulpvragen": what providers were asked, and what the centre has asked."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render

from expertteam.audit.services import note_read
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.help.enums import OfferAnswer, RequestStatus
from expertteam.help.models import HelpRequest, Offer
from workflows.inbox import tasks_for

PAGE_SIZE = 25
TONES = {
    RequestStatus.SENT: "info",
    RequestStatus.MATCHED: "success",
    RequestStatus.NOT_FOUND: "neutral",
    RequestStatus.WITHDRAWN: "neutral",
}


def help_requests(request):
    """For a provider the requests put to them, without the case; for the centre those of its cases."""
    visible = HelpRequest.objects.visible_to(request.user)
    offers = (
        Offer.objects.for_contact(request.user)
        .filter(request__in=visible)
        .select_related("request", "placement")
        .order_by("-request__created_at", "-pk")
    )
    sent = (
        visible.filter(case__in=Case.objects.visible_to(request.user))
        .select_related("case")
        .annotate(
            asked=Count("offers"),
            answered=Count("offers", filter=~Q(offers__answer=OfferAnswer.WAITING)),
        )
        .order_by("-created_at", "-pk")
    )
    asked_page = Paginator(offers, PAGE_SIZE).get_page(request.GET.get("page"))
    sent_page = Paginator(sent, PAGE_SIZE).get_page(request.GET.get("uitgezet"))
    own_tasks = {task.about: task for task in tasks_for(request.user).filter(node="HelpFlow.answer")}
    note_read(
        request,
        kind="hulpvraag",
        objects=[offer.request for offer in asked_page],
        permission="answer_help_request",
    )
    note_read(request, kind="hulpvraag", objects=sent_page)
    note_read(request, kind="casus", objects=[sent.case for sent in sent_page])
    context = {
        "asked": [(offer, own_tasks.get(offer.public_id)) for offer in asked_page],
        "asked_page": asked_page,
        "sent_page": sent_page,
        "tones": TONES,
        "today": clock.today(),
    }
    return render(request, "help/requests.html", context)
