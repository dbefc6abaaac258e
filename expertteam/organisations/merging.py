"""Municipalities that are merged: the old one stays, because months that were reported stay as they were."""

from datetime import date

from django.db import transaction

from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.organisations.models import Municipality


@transaction.atomic
def merge_municipality(*, old: Municipality, into: Municipality, on: date) -> None:
    """From the month that begins ``on``, cases of ``old`` that are closed count for ``into``.

    Nothing that was counted moves: reports over months before it go on naming ``old``, so a later report over
    the same months says the same. Raises RuleBroken for a month that has begun, another region, or a
    municipality that is no more.
    """
    old = Municipality.objects.select_for_update().get(pk=old.pk)
    refusals = {
        f"{old} is al opgegaan in {old.merged_into}.": old.merged_into_id is not None,
        f"{into} bestaat dan zelf niet meer. Kies de gemeente die blijft.": into.merged_into_id is not None,
        "Een gemeente gaat op in een andere gemeente van dezelfde regio.": (
            old.pk == into.pk or old.region_id != into.region_id
        ),
        "Kies de eerste dag van een maand die nog moet beginnen.": on.day != 1 or on <= clock.today(),
    }
    if found := [why for why, holds in refusals.items() if holds]:
        raise RuleBroken(found)
    old.merged_into, old.merged_on = into, on
    old.save(update_fields=["merged_into", "merged_on"])
