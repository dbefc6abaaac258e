"""What was drafted and rejected goes, some time after a report was published; what was published stays."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from expertteam.core import clock
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_models import Paragraph, Verdict

# Long enough to explain to a reader of the report why a text became what it is. A choice of our own.
DAYS_TO_EXPLAIN = 90


@transaction.atomic
def forget_drafted_texts() -> None:
    """Of reports that were published long enough ago: no words but those that were published.

    That two persons read them, and when, stays on record. A second run finds nothing more to do.
    """
    published_before = clock.now() - timedelta(days=DAYS_TO_EXPLAIN)
    old = LearningReport.objects.ever_published().filter(published_at__lt=published_before)
    Verdict.objects.filter(paragraph__report__in=old).delete()
    Paragraph.objects.filter(report__in=old).exclude(text=F("final"), marks=[]).update(
        text=F("final"), marks=[]
    )
