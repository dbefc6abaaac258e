"""How many queries the busiest pages ask: snapshots that do not grow with the number of cases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from workflows.bench.filling import fill

pytestmark = pytest.mark.django_db


# One of each counts open tasks about reports, the inbox asks for them too.
# Two of each are the wall: one to go behind it and one to come back (expertteam/core/wall.py).
EXPECTED = {
    "worklist": 13,
    "worklist, filtered and searched": 13,
    "inbox": 13,
    "case page": 49,
    "follow-up page": 14,
}


def count(client, address):
    """Queries of a second visit; the first one fills caches of content types and templates."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def counts(as_user, story, number):
    fill(number)
    with connection.cursor() as cursor:
        # The server's own statistics may date from before the filling, and plans made on those are bad.
        cursor.execute("ANALYZE")
    case = story.file()
    story.to_delivery(case)
    client = as_user("coordinator.noord")
    pages = {
        "worklist": reverse("workflows:cases"),
        "worklist, filtered and searched": reverse("workflows:cases") + "?q=school&status=closed&o=titel",
        "inbox": reverse("workflows:inbox"),
        "case page": reverse("workflows:case", args=[case.public_id]),
        "follow-up page": reverse("workflows:follow_ups"),
    }
    return {name: count(client, address) for name, address in pages.items()}


@pytest.mark.parametrize("number", [10, 200])
def test_queries_of_the_busiest_pages(as_user, story, number):
    assert counts(as_user, story, number) == EXPECTED
