"""Published reports and their figures as plain data for a program, such as Power BI; version 1.

Names are Dutch, as those who build a dashboard read them. A name never changes its meaning: another meaning
asks for a next version, at another address.
"""

from .content import LearningReportContent
from .figures import Figure, all_tables

VERSION = 1


def as_report(content: LearningReportContent, *, public_id, published_on, certificate: dict) -> dict:
    """What a list of reports says of each: which it is, its findings, and which tables it has."""
    return {
        "id": str(public_id),
        "regio": content.region_name,
        "van": content.period_start.isoformat(),
        "tot_en_met": content.period_end.isoformat(),
        "gepubliceerd_op": published_on.isoformat(),
        "certificaat": certificate["hash"],
        "bevindingen": list(content.findings),
        "tabellen": [
            {
                "tabel": table.key,
                "titel": table.title,
                "eenheid": table.unit,
                "getoond": not table.withheld,
                "toelichting": table.note,
            }
            for table in all_tables(content)
        ],
    }


def as_figure(figure: Figure, *, public_id) -> dict:
    """One figure; one that is not shown has no value, whatever the reason."""
    return {
        "rapportage": str(public_id),
        "tabel": figure.table,
        "titel": figure.title,
        "eenheid": figure.unit,
        "niveau": figure.level,
        "rijkenmerk": figure.row_name,
        "rij": figure.row,
        "kolomkenmerk": figure.column_name,
        "kolom": figure.column,
        "waarde": figure.value,
        "getoond": figure.is_shown,
    }
