"""What was asked of whom because of earlier reports, and what was done with it: the loop closed.

Only texts that a second person released come in here. The counts are figures of earlier published reports,
which passed the thresholds there; sums of them tell nothing that was not published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from reports.disclosure import CountTable, Dimension, SafeTable, protect
from reports.disclosure.tables import Tally, gather

THRESHOLD = 5
NO_ANSWER = "nog geen antwoord"
# Stands for the three or more organisations behind a published figure; which they were is not kept.
BEHIND = frozenset(("een", "twee", "drie"))
NOTE = (
    "Deze aantallen stonden al in een eerdere rapportage. "
    "Een signaal telt mee bij elke organisatie aan wie wij het onderwerp voorlegden. "
    "Vragen over een les tellen hier niet mee: een les heeft geen aantal."
)


@dataclass(frozen=True)
class AskedQuestion:
    """A question that went out, in Dutch words; empty where nothing was said or released."""

    whom: str
    addressee: str
    subject: str
    text: str
    asked_on: str
    answer_by: str
    state: str
    tone: str
    # The signals behind the theme, as published; None for a lesson.
    signals: int | None = None
    # What the organisation said, as a label of the table.
    says: str = ""
    reason: str = ""
    by_when: str = ""
    responsible: str = ""
    result: str = ""
    withdrawn: str = ""
    # An answer came that nobody released yet.
    received: bool = False


@dataclass(frozen=True)
class Asked:
    """The questions of a report, and how many signals stand behind which answer."""

    questions: tuple[AskedQuestion, ...] = ()
    table: SafeTable | None = None

    @property
    def sentence(self) -> str:
        """How many questions went out and how many were answered; a question is about no case."""
        counted = [each for each in self.questions if not each.withdrawn]
        answered = sum(bool(each.says) for each in counted)
        if not counted:
            return ""
        asked = "1 vraag" if len(counted) == 1 else f"{len(counted)} vragen"
        return f"Wij stelden {asked}. Organisaties gaven antwoord op {answered}."

    @property
    def tells(self) -> bool:
        """Whether the table shows anything beside what the questions say."""
        return self.table is not None and any(self.table.row_totals)

    def as_dict(self) -> dict:
        table = self.table.as_dict() if self.table else None
        return {"questions": [asdict(each) for each in self.questions], "table": table}

    @classmethod
    def from_dict(cls, data: dict) -> "Asked":
        table = SafeTable.from_dict(data["table"]) if data.get("table") else None
        return cls(tuple(AskedQuestion(**each) for each in data.get("questions", ())), table)


NOTHING_ASKED = Asked()


def asked(questions: Sequence[AskedQuestion], *, answers: Iterable[str]) -> Asked:
    """What a report tells of these questions; ``answers`` are all that an organisation can say at first."""
    if not questions:
        return NOTHING_ASKED
    return Asked(tuple(questions), protect([_counts(questions, answers)], threshold=THRESHOLD)[0])


def _counts(questions: Sequence[AskedQuestion], answers: Iterable[str]) -> CountTable:
    counted = [
        (each.says or NO_ANSWER, Tally(each.signals, _each(number, each.signals), BEHIND))
        for number, each in enumerate(questions)
        if each.signals and not each.withdrawn
    ]
    labels = (*answers, NO_ANSWER)
    return CountTable(
        key="answers",
        title="Wat organisaties antwoordden op eerdere signalen",
        unit="signalen achter de vragen",
        rows=Dimension("antwoord", labels),
        cells=tuple((gather(tally for said, tally in counted if said == label),) for label in labels),
        note=NOTE,
    )


def _each(number: int, signals: int) -> frozenset:
    """Something different for each signal behind a question."""
    return frozenset((number, signal) for signal in range(signals))
