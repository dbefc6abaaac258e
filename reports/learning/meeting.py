"""The meeting pack for client councils: each half year what was reported, asked, and is to be talked about.

It holds figures of published reports and released texts only: nothing that a reader could not know.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from expertteam.core import clock
from expertteam.learning.enums import ReportStatus
from expertteam.learning.models import LearningReport
from expertteam.learning.question_queries import SeenQuestion, told_in_report
from reports.pdf import render_pdf

from .asked import AskedQuestion
from .assembly import in_words
from .content import THRESHOLD, LearningReportContent, from_frozen
from .render import key_figures, period, sections

MONTHS = 6
MOST_THEMES = 3
# What is talked about, and for how many minutes.
AGENDA = (
    ("Welkom, en wat wij vandaag bespreken", 5),
    ("Wat opvalt in de cijfers en de thema’s", 25),
    ("Wat wij aan organisaties vroegen, en wat zij antwoordden", 25),
    ("Wat de raad wil vragen of adviseren", 25),
    ("Afspraken: wie doet wat, en wanneer horen wij ervan?", 10),
)
# What a council can always ask.
ALWAYS = (
    "Wat herkent u uit uw eigen omgeving? Wat ziet u anders?",
    "Hoe hebben jeugdigen en ouders meegepraat over deze lessen?",
    "Welke vraag moet het expertteam nu stellen, en aan wie?",
)


@dataclass(frozen=True)
class HalfYear:
    starts_on: datetime.date

    @classmethod
    def of(cls, day: datetime.date) -> "HalfYear":
        return cls(day.replace(month=1 if day.month <= MONTHS else MONTHS + 1, day=1))

    @property
    def ends_on(self) -> datetime.date:
        return self.starts_on + relativedelta(months=MONTHS, days=-1)

    @property
    def number(self) -> int:
        return 1 if self.starts_on.month == 1 else 2

    def __str__(self):
        return f"{'eerste' if self.number == 1 else 'tweede'} half jaar van {self.starts_on.year}"


@dataclass(frozen=True)
class MeetingPack:
    """What a client council gets on paper for one half year of one region."""

    region_name: str
    half_year: HalfYear
    made_on: datetime.date
    reports: tuple[LearningReportContent, ...]
    answered: tuple[AskedQuestion, ...]
    waiting: tuple[AskedQuestion, ...]
    late: tuple[AskedQuestion, ...]

    @property
    def title(self) -> str:
        return f"Vergaderstuk cliëntenraad {self.region_name}, {self.half_year}"

    @property
    def questions(self) -> tuple[str, ...]:
        """What the council can ask, from what stands in the pack."""
        return (*self._about_themes(), *self._about_answers(), *self._about_silence(), *ALWAYS)

    def _about_themes(self) -> Iterable[str]:
        titles = dict.fromkeys(theme.title for content in self.reports for theme in content.themes)
        for title in list(titles)[:MOST_THEMES]:
            yield f"Thema: {title}. Herkent u dit? Wat zou volgens u helpen?"

    def _about_answers(self) -> Iterable[str]:
        for each in self.answered:
            if each.result:
                yield f"{each.whom} vertelt wat er is gedaan. Merkt u daar iets van?"
            elif each.by_when:
                yield f"{each.whom} wil op {each.by_when} klaar zijn. Waaraan gaat u dat merken?"
            else:
                yield f"{each.whom} {each.says}. Vindt u de reden duidelijk?"

    def _about_silence(self) -> Iterable[str]:
        for each in self.late:
            yield f"{each.whom} gaf nog geen antwoord. Wat moet er nu gebeuren?"


def published_in(region, half_year: HalfYear):
    """The published reports of a region that end in this half year, the first one first."""
    ends = (half_year.starts_on, half_year.ends_on)
    found = LearningReport.objects.filter(region=region, status=ReportStatus.PUBLISHED, ends_on__range=ends)
    return found.order_by("starts_on", "pk")


def meeting_pack(region, half_year: HalfYear, reports: Sequence[LearningReport]) -> MeetingPack:
    """The pack as it is today: frozen reports, and every question that had not ended before the half year."""
    told = told_in_report(region, half_year.starts_on, clock.today())
    told = [seen for seen in told if not seen.question.withdrawn_at]
    answered = [seen for seen in told if seen.reaction]
    silent = [seen for seen in told if not seen.reaction]
    return MeetingPack(
        region_name=region.name,
        half_year=half_year,
        made_on=clock.today(),
        reports=tuple(from_frozen(report.figures) for report in reports),
        answered=_in_words(answered),
        waiting=_in_words(seen for seen in silent if not seen.is_late),
        late=_in_words(seen for seen in silent if seen.is_late),
    )


def _in_words(found: Iterable[SeenQuestion]) -> tuple[AskedQuestion, ...]:
    return tuple(in_words(seen) for seen in found)


def _tells(section: dict) -> bool:
    """Whether the chart of this section would show a bar."""
    chart = section.get("chart")
    return bool(chart) and any((*chart.row_totals, *chart.column_totals))


def render(pack: MeetingPack) -> bytes:
    """The pack as tagged PDF; the same pack gives the same bytes."""
    context = {
        "pack": pack,
        "agenda": AGENDA,
        "threshold": THRESHOLD,
        "reports": [
            {
                "content": content,
                "period": period(content),
                "key_figures": key_figures(content),
                "charts": [section for section in sections(content) if _tells(section)],
            }
            for content in pack.reports
        ],
    }
    return render_pdf("reports/learning/meeting_pdf.html", context, title=pack.title, dated=pack.made_on)
