"""Requests of youth and parents, in one line."""

import pytest

from expertteam.core import clock
from expertteam.rights import services


@pytest.fixture
def ask(people):
    """Records a request of a parent at a case of Noord-Limburg, received today."""

    def record(case, kind="inspection", **values):
        values = {"asked_by": "parent", "received_on": clock.today(), **values}
        return services.record_request(case=case, by=people("coordinator.noord"), kind=kind, **values)

    return record
