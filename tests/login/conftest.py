import pytest

from tests.logged_in import log_in


@pytest.fixture
def as_user(client, people):
    """Here a login grows old, as it does for everybody."""
    return lambda address: log_in(client, people(address), lasting=False)
