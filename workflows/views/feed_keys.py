""" "Beheer", keys of the feed of published reports: an administrator makes and revokes them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from expertteam.learning import feed_keys as services
from expertteam.learning.feed_forms import FeedKeyForm
from expertteam.learning.feed_models import FeedKey
from workflows.views.administration import PARTS
from workflows.views.guards import for_administrators


@for_administrators
def keys(request):
    """All keys that were ever made, those that work first."""
    found = FeedKey.objects.select_related("owner", "region").order_by(
        F("revoked_at").asc(nulls_first=True), "-expires_on", "pk"
    )
    context = {"keys": found, "parts": PARTS, "address": _address(request)}
    return render(request, "administration/feed_keys.html", context)


@for_administrators
@never_cache
def key_new(request):
    """Make a key; its text stands on the answer to this form, and never again anywhere."""
    form = FeedKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key, text = services.make_key(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            context = {"key": key, "text": text, "address": _address(request)}
            return render(request, "administration/feed_key_made.html", context)
    return render(request, "administration/feed_key_new.html", {"form": form})


@for_administrators
def key_revoke(request, public_id):
    """Ask first; then the key opens nothing any more."""
    found = get_object_or_404(FeedKey.objects.select_related("owner"), public_id=public_id)
    if request.method != "POST":
        return render(request, "administration/feed_key_revoke.html", {"key": found})
    try:
        services.revoke_key(key=found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "De sleutel is ingetrokken.")
    return redirect("workflows:feed_keys")


def _address(request) -> str:
    return request.build_absolute_uri(reverse("workflows:feed_reports"))
