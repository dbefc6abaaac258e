"""The table where experts confer on a case."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from expertteam.cases.models import Case
from expertteam.conferences.enums import Attendance, ConferenceOutcome, ItemStatus
from expertteam.core.models import PublicModel
from expertteam.organisations.enums import Discipline
from expertteam.organisations.models import Team

# The table decides only with three experts present; DESIGN section 3, issue "conference and advice".
QUORUM = 3


class Conference(PublicModel):
    """A meeting of a team; its agenda holds one or more cases."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="conferences", verbose_name="team")
    starts_at = models.DateTimeField("begint", db_index=True)
    ends_at = models.DateTimeField("eindigt")
    location = models.CharField("plaats", max_length=120)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorzitter"
    )

    class Meta:
        verbose_name = "casusbespreking"
        verbose_name_plural = "casusbesprekingen"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                name="conference_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
        ]

    def __str__(self):
        return f"{self.team} {self.starts_at:%Y-%m-%d}"


class AgendaItem(PublicModel):
    """One case at a table, from the request for a conference until it is done."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="agenda_items", verbose_name="casus")
    team = models.ForeignKey(Team, models.PROTECT, related_name="agenda_items", verbose_name="team")
    conference = models.ForeignKey(
        Conference, models.PROTECT, null=True, related_name="items", verbose_name="casusbespreking"
    )
    status = models.CharField("status", max_length=20, choices=ItemStatus, default=ItemStatus.REQUESTED)
    outcome = models.CharField("uitkomst", max_length=20, choices=ConferenceOutcome, blank=True)
    opened_at = models.DateTimeField("geopend op", null=True)

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[ItemStatus.REQUESTED, ItemStatus.PLANNED]),
                name="agenda_item_one_open",
                violation_error_message="Deze casus staat al op een agenda.",
            ),
            models.CheckConstraint(
                name="agenda_item_planned_has_conference",
                condition=Q(status__in=[ItemStatus.REQUESTED, ItemStatus.CANCELLED])
                | Q(conference__isnull=False),
                violation_error_message="Kies eerst een datum voor de bespreking.",
            ),
            models.CheckConstraint(
                name="agenda_item_done_has_outcome",
                condition=Q(status=ItemStatus.DONE) & ~Q(outcome="")
                | ~Q(status=ItemStatus.DONE) & Q(outcome=""),
                violation_error_message="Kies de uitkomst van de bespreking.",
            ),
        ]

    def __str__(self):
        return f"agendapunt {self.pk}"


class Participation(PublicModel):
    """An expert at the table for one case."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="participations", verbose_name="agendapunt"
    )
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations", verbose_name="deskundige"
    )
    discipline = models.CharField("discipline", max_length=30, choices=Discipline)
    attendance = models.CharField(
        "aanwezigheid", max_length=10, choices=Attendance, default=Attendance.INVITED
    )
    recusal_reason = models.TextField("reden van verschoning", blank=True)

    class Meta:
        verbose_name = "deelname"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "expert"],
                name="participation_once",
                violation_error_message="Deze deskundige is al uitgenodigd.",
            ),
            models.CheckConstraint(
                name="participation_recusal_has_reason",
                condition=~Q(attendance=Attendance.RECUSED) | ~Q(recusal_reason=""),
                violation_error_message="Vul in waarom u zich verschoont.",
            ),
        ]

    def __str__(self):
        return f"deelname {self.pk}"


class PreAdvice(PublicModel):
    """What an expert thinks beforehand; blind for the others until all are in or the table opens."""

    participation = models.OneToOneField(
        Participation, models.PROTECT, related_name="pre_advice", verbose_name="deelname"
    )
    analysis = models.TextField("hoe u de situatie begrijpt")
    advice = models.TextField("wat u adviseert")
    questions = models.TextField("wat u nog wilt weten", blank=True)

    class Meta:
        verbose_name = "vooradvies"
        verbose_name_plural = "vooradviezen"
        ordering = ["pk"]

    def __str__(self):
        return f"vooradvies {self.pk}"


class Minutes(models.Model):
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="minutes", verbose_name="agendapunt")
    explanatory_analysis = models.TextField("verklarende analyse")
    text = models.TextField("verslag")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geschreven door"
    )

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"

    def __str__(self):
        return f"verslag {self.item_id}"
