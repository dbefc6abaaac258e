"""A passkey for real: Chromium with an authenticator of its own, under our content security policy."""

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def visitor(chromium, live_server, people):
    # A passkey belongs to a name, never to a number.
    visitor = Visitor(chromium, live_server.url.replace("127.0.0.1", "localhost"), "beheer", width=1366)
    yield visitor
    visitor.leave()


def touch(visitor, button, ends_at):
    """Press a button that asks the authenticator, and wait for the page that follows."""
    with visitor.page.expect_navigation(url=ends_at):
        visitor.page.get_by_role("button", name=button).click()
    visitor.check()


def test_a_passkey_is_added_and_then_asked_at_login_and_for_what_is_sensitive(visitor):
    chromium = visitor.context.new_cdp_session(visitor.page)
    chromium.send("WebAuthn.enable")
    made = chromium.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    visitor.press_link("Beveiliging").press_link("Passkey toevoegen")
    visitor.fill(name="Laptop van het werk")
    touch(visitor, "Passkey toevoegen", "**/recovery-codes/")
    visitor.sees("De passkey is toegevoegd.").sees("Bewaar deze codes op een veilige plek").go(
        "/account/beveiliging/webauthn/"
    )
    visitor.sees("Laptop van het werk")

    visitor.press("Uitloggen")
    visitor.log_in()
    visitor.sees("Tweede stap").sees("Gebruik uw passkey. Hebt u die niet bij de hand?").sees("Herstelcode")
    touch(visitor, "Gebruik een passkey", "**/beheer/**")
    visitor.go("/account/beveiliging/webauthn/reauthenticate/?next=/privacy/")
    touch(visitor, "Gebruik een passkey", "**/privacy/")

    # Another key than the one that was added opens nothing.
    visitor.go("/").press("Uitloggen")
    chromium.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})
    visitor.log_in()
    visitor.page.get_by_role("button", name="Gebruik een passkey").click()
    visitor.page.wait_for_selector("text=Het is niet gelukt met de passkey.")
    visitor.page.goto(f"{visitor.site}/beheer/")
    visitor.sees("Inloggen")
