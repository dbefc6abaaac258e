"""The frozen figures of a report as Excel workbook and as CSV; nothing is reckoned here."""

from collections.abc import Sequence

from reports.disclosure import HIDDEN, SafeTable
from reports.exports import Column, Kind, Sheet, csv

from .content import THRESHOLD, LearningReportContent
from .figures import Figure, all_tables, figures
from .render import period

TOTAL = "Totaal"
YES, NO = "ja", "nee"
# What the sheet that comes first says; the method page of the PDF says more.
EXPLANATION = (
    f"Het teken {HIDDEN} betekent: dit getal tonen wij niet. Het is bij elk verborgen getal hetzelfde teken.",
    f"Verborgen zijn getallen van 1 tot en met {THRESHOLD - 1}, en getallen waarmee u die kunt uitrekenen.",
    "De getallen zijn die van de gepubliceerde rapportage. Er staan geen formules in dit bestand.",
    "Tel kolommen met verborgen getallen niet zelf op. Gebruik het totaal dat er staat.",
    "De bladzijde ‘Wat wij niet tonen, en waarom’ van de PDF legt de methode uit.",
)


def report_csv(content: LearningReportContent) -> bytes:
    """One line a figure, with whether it is shown; a figure that is not shown has no value."""
    about = f"{content.region_name}, {period(content)}"
    columns = [
        Column("rapportage", lambda figure: about),
        Column("tabel", lambda figure: figure.table),
        Column("titel", lambda figure: figure.title),
        Column("eenheid", lambda figure: figure.unit),
        Column("niveau", lambda figure: figure.level),
        Column("rijkenmerk", lambda figure: figure.row_name),
        Column("rij", lambda figure: figure.row),
        Column("kolomkenmerk", lambda figure: figure.column_name),
        Column("kolom", lambda figure: figure.column),
        Column("waarde", lambda figure: figure.value, Kind.NUMBER),
        Column("getoond", _is_shown),
    ]
    return csv(columns, figures(content))


def _is_shown(figure: Figure) -> str:
    return YES if figure.is_shown else NO


def report_xlsx(content: LearningReportContent) -> bytes:
    """A sheet that explains, then one for each table with its rows and columns as in the report."""
    from reports.exports.excel import workbook  # openpyxl is slow to import

    title = f"Leerrapportage {content.region_name}, {period(content)}"
    numbered = list(enumerate(all_tables(content), start=1))
    return workbook(title, [_explanation(title, numbered), *(_sheet(*pair) for pair in numbered)])


def _explanation(title: str, numbered: Sequence[tuple[int, SafeTable]]) -> Sheet:
    columns = [
        Column("Blad", lambda pair: pair[0], Kind.NUMBER),
        Column("Tabel", lambda pair: pair[1].title),
        Column("Telt", lambda pair: pair[1].unit),
    ]
    return Sheet("Uitleg", columns, numbered, heading=title, notes=EXPLANATION)


def _sheet(number: int, table: SafeTable) -> Sheet:
    name = f"{number} {table.title}"
    if table.withheld:
        return Sheet(name, [], [], heading=table.title, notes=[table.note])
    heading = f"{table.title} (aantal {table.unit})"
    columns = [Column(table.row_name.capitalize(), lambda line: line[0])]
    columns += [
        Column(label.capitalize(), lambda line, at=at: _figure(line[at]), Kind.FIGURE)
        for at, label in enumerate((*table.columns, TOTAL if table.two_way else "Aantal"), start=1)
    ]
    notes = [note for note in (table.note, f"{HIDDEN} = niet getoond" if table.hides else "") if note]
    return Sheet(name, columns, _lines(table), heading=heading, notes=notes)


def _lines(table: SafeTable) -> list[tuple]:
    inner = table.cells or ((),) * len(table.rows)
    lines = [
        (label.capitalize(), *cells, total)
        for label, cells, total in zip(table.rows, inner, table.row_totals, strict=True)
    ]
    return [*lines, (TOTAL, *table.column_totals, table.total)]


def _figure(value: int | None):
    return HIDDEN if value is None else value
