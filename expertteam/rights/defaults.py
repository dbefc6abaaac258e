"""The terms a new installation starts with. From then on the table in the database is what counts."""

# Kind of request, months to answer, days before the end that a reminder goes out, and where it stands.
TERMS = (
    ("inspection", 1, 7, "AVG artikel 12, derde lid, en artikel 15; Jeugdwet artikel 7.3.10"),
    ("correction", 1, 7, "AVG artikel 12, derde lid, en artikel 16"),
    ("statement", 1, 7, "AVG artikel 12, derde lid; Jeugdwet artikel 7.3.8, tweede lid"),
    ("destruction", 3, 21, "Jeugdwet artikel 7.3.9, eerste lid; AVG artikel 17"),
)

# Name, kind of organisation and legal frame (empty: any), years, from when, and where it stands. A jurist of
# the region confirms these before use: for measures of child protection the sources name different ends.
REGIMES = (
    (
        "Jeugdhulp en advies",
        "",
        "",
        20,
        "last_change",
        "Jeugdwet artikel 7.3.8, derde lid: twintig jaar na de laatste wijziging",
    ),
    (
        "Gemeentelijke toegang",
        "access_team",
        "",
        20,
        "last_change",
        "Selectielijst gemeenten 2020, naar Jeugdwet artikel 7.3.8 (Wmo 2015 artikel 5.3.4: vijftien)",
    ),
    (
        "Gecertificeerde instelling",
        "certified_institution",
        "",
        20,
        "adulthood",
        "Jeugdwet artikel 7.3.8, derde lid, en Archiefwet: tot twintig jaar na de meerderjarigheid",
    ),
    (
        "Ondertoezichtstelling",
        "",
        "ots",
        20,
        "adulthood",
        "Selectielijst gecertificeerde instellingen: tot twintig jaar na de meerderjarigheid",
    ),
    (
        "Voogdij",
        "",
        "voogdij",
        20,
        "adulthood",
        "Selectielijst gecertificeerde instellingen: tot twintig jaar na de meerderjarigheid",
    ),
)


def load_terms(model) -> None:
    """Fill the table of terms where it has no row yet; ``model`` is RequestTerm, also inside a migration."""
    for kind, months, remind_days, source in TERMS:
        model.objects.get_or_create(
            kind=kind, defaults={"months": months, "remind_days": remind_days, "source": source}
        )


def load_regimes(model) -> None:
    """The same for the regimes of retention; ``model`` is RetentionRegime."""
    for name, organisation_kind, legal_frame, years, counts_from, source in REGIMES:
        model.objects.get_or_create(
            organisation_kind=organisation_kind,
            legal_frame=legal_frame,
            defaults={"name": name, "years": years, "counts_from": counts_from, "source": source},
        )
