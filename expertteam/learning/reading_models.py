"""The text of a learning report, and what two readers say of it before it is published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.core.models import PublicModel
from expertteam.learning.enums import ParagraphKind, Says
from expertteam.learning.frozen import kept_with_report
from expertteam.learning.models import LearningReport
from expertteam.organisations.models import Organisation

NOT_FINISHED = Q(finished_at__isnull=True)


class Paragraph(models.Model):
    """A piece of the text as it was drafted, and as it became when both readers were done.

    ``marks`` is what the screening found in ``text``; the first line of a lesson is its title.
    """

    report = models.ForeignKey(
        LearningReport, models.CASCADE, related_name="paragraphs", verbose_name="leerrapportage"
    )
    position = models.PositiveSmallIntegerField("plaats")
    kind = models.CharField("soort", max_length=15, choices=ParagraphKind)
    text = models.TextField("tekst")
    marks = models.JSONField("gemarkeerd", default=list)
    final = models.TextField("tekst na het lezen", blank=True)

    class Meta:
        verbose_name = "alinea van een rapportage"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="paragraph_has_own_place"),
        ]

    def __str__(self):
        return f"alinea {self.position}"


class ReadingQuerySet(models.QuerySet):
    def finished(self):
        return self.exclude(NOT_FINISHED).order_by("finished_at", "pk")


class Reading(PublicModel):
    """One person reading the text of a report; ``missed`` are the invented words of the last attempt."""

    report = models.ForeignKey(
        LearningReport, models.CASCADE, related_name="readings", verbose_name="leerrapportage"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="lezer"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="organisatie van de lezer"
    )
    attempt = models.PositiveSmallIntegerField("keer gelezen", default=1)
    missed = models.JSONField("gemist", default=list)
    finished_at = models.DateTimeField("klaar op", null=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lezing van een rapportage"
        verbose_name_plural = "lezingen van rapportages"
        ordering = ["pk"]
        triggers = kept_with_report()
        constraints = [
            models.UniqueConstraint(fields=["report", "reader"], name="reading_once_by_each"),
            models.UniqueConstraint(
                fields=["report", "organisation"],
                condition=~NOT_FINISHED,
                name="reading_once_by_each_organisation",
                violation_error_message="Een lezer van uw organisatie heeft deze rapportage al gelezen.",
            ),
        ]

    def __str__(self):
        return f"lezing {self.pk}"


class Verdict(models.Model):
    """What a reader says of characters ``start`` up to ``end`` of a paragraph as it was drafted."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="verdicts", verbose_name="lezing")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="verdicts", verbose_name="alinea")
    start = models.PositiveIntegerField("van")
    end = models.PositiveIntegerField("tot")
    says = models.CharField("oordeel", max_length=10, choices=Says)
    instead = models.CharField("in plaats daarvan", max_length=300, blank=True)
    why = models.CharField("waarom", max_length=300, blank=True)

    class Meta:
        verbose_name = "oordeel van een lezer"
        ordering = ["paragraph", "start", "end"]
        constraints = [
            models.CheckConstraint(
                name="verdict_has_words",
                condition=Q(end__gt=models.F("start")),
                violation_error_message="Kies ten minste één woord.",
            ),
            models.CheckConstraint(
                name="verdict_rejected_says_why",
                condition=~Q(says=Says.REJECTED) | ~Q(why=""),
                violation_error_message="Vul in waarom dit weg moet.",
            ),
        ]

    def __str__(self):
        return self.get_says_display()
