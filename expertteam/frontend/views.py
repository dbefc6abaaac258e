"""Public pages: source code, accessibility statement, privacy statement."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def source(request):
    """Licence and address of the source code, as the AGPL asks."""
    return render(request, "frontend/source.html", {"source_url": settings.SOURCE_URL})


@login_not_required
def accessibility(request):
    """What we know of our accessibility, and what we do not know."""
    return render(request, "frontend/accessibility.html")


@login_not_required
def privacy(request):
    """What is kept, who sees it, and what somebody may ask."""
    return render(request, "frontend/privacy.html")
