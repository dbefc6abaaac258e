"""The first installation's regions and organisations, and the service that loads them."""

import json
from pathlib import Path

from django.db import transaction

from expertteam.organisations.enums import OrganisationKind, TeamKind
from expertteam.organisations.models import Municipality, Organisation, Region, Team

LIMBURG = Path(__file__).parent / "limburg.json"


def reference() -> dict:
    return json.loads(LIMBURG.read_text(encoding="utf-8"))


@transaction.atomic
def load_reference() -> None:
    """Make the regions, municipalities, teams and institutions; running it again changes nothing."""
    data = reference()
    for entry in data["regions"]:
        _load_region(entry)
    centre = _organisation(data["centre"], OrganisationKind.CENTRE)
    Team.objects.get_or_create(name=centre.name, defaults={"kind": TeamKind.CENTRE, "organisation": centre})
    for name in data["certified_institutions"]:
        _organisation(name, OrganisationKind.CERTIFIED_INSTITUTION)
    for name in data["readers"]:
        _organisation(name, OrganisationKind.READER)


def _load_region(entry) -> None:
    region, _ = Region.objects.get_or_create(
        code=entry["code"], defaults={"slug": entry["slug"], "name": entry["name"]}
    )
    _organisation(f"Jeugdregio {region.name}", OrganisationKind.REGION, region=region)
    host = _organisation(f"Expertteam {region.name}", OrganisationKind.EXPERTTEAM, region=region)
    Team.objects.get_or_create(
        name=host.name, defaults={"kind": TeamKind.REGIONAL, "region": region, "organisation": host}
    )
    for name in entry["municipalities"]:
        municipality, _ = Municipality.objects.get_or_create(name=name, defaults={"region": region})
        _organisation(
            f"Toegang {name}", OrganisationKind.ACCESS_TEAM, region=region, municipality=municipality
        )
    for subregion, names in entry.get("subregions", {}).items():
        region.municipalities.filter(name__in=names, subregion="").update(subregion=subregion)


def _organisation(name, kind, **fields) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(name=name, defaults={"kind": kind, **fields})
    return organisation
