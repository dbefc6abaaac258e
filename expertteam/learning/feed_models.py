"""Keys with which a program reads published reports; made and revoked by an administrator."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.organisations.models import Region

FEWEST_A_MINUTE, MOST_A_MINUTE, USUAL_A_MINUTE = 1, 600, 60


class FeedKey(PublicModel):
    """A key of somebody who reads reports, for one purpose; the key itself is not kept, only its digest."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_keys", verbose_name="eigenaar"
    )
    purpose = models.CharField("doel", max_length=120)
    digest = models.CharField("vingerafdruk van de sleutel", max_length=64, unique=True, editable=False)
    # Without a region: those of all regions, as every reader of reports sees.
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="regio"
    )
    per_minute = models.PositiveSmallIntegerField("keer per minuut", default=USUAL_A_MINUTE)
    expires_on = models.DateField("verloopt op")
    last_used_on = models.DateField("laatst gebruikt op", null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gemaakt door"
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="ingetrokken door"
    )
    revoked_at = models.DateTimeField("ingetrokken op", null=True)

    class Meta:
        verbose_name = "sleutel"
        verbose_name_plural = "sleutels"
        ordering = ["revoked_at", "expires_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="feed_key_rate_in_bounds",
                condition=Q(per_minute__range=(FEWEST_A_MINUTE, MOST_A_MINUTE)),
                violation_error_message=f"Kies {FEWEST_A_MINUTE} tot en met {MOST_A_MINUTE} keer per minuut.",
            ),
            models.CheckConstraint(
                name="feed_key_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message="Iemand trekt een sleutel in.",
            ),
        ]

    def __str__(self):
        return self.purpose

    @property
    def has_expired(self) -> bool:
        """On its last day it still works."""
        return self.expires_on < clock.today()
