"""Abstract models for every room."""

import uuid

from django.db import models

from expertteam.core import clock


class PublicModel(models.Model):
    """A record that may appear in a URL, under a UUID that tells nothing."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField("aangemaakt op", default=clock.now, editable=False)

    class Meta:
        abstract = True
