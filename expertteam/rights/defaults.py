"""The terms a new installation starts with. From then on the table in the database is what counts."""

# Kind of request, months to answer, days before the end that a reminder goes out, and where it stands.
TERMS = (
    ("inspection", 1, 7, "AVG artikel 12, derde lid, en artikel 15; Jeugdwet artikel 7.3.10"),
    ("correction", 1, 7, "AVG artikel 12, derde lid, en artikel 16"),
    ("statement", 1, 7, "AVG artikel 12, derde lid; Jeugdwet artikel 7.3.8, tweede lid"),
    ("destruction", 3, 21, "Jeugdwet artikel 7.3.9, eerste lid; AVG artikel 17"),
)


def load_terms(model) -> None:
    """Fill the table of terms where it has no row yet; ``model`` is RequestTerm, also inside a migration."""
    for kind, months, remind_days, source in TERMS:
        model.objects.get_or_create(
            kind=kind, defaults={"months": months, "remind_days": remind_days, "source": source}
        )
