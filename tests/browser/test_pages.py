"""Every role's own pages, wide and narrow: axe finds nothing and nothing scrolls sideways."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "aanmelder.venlo": ["/", "/casussen/", "/casussen/nieuw/"],
    "coordinator.noord": [
        "/",
        "/casussen/",
        "/casussen/?q=onvindbaar",
        "/agenda/",
        "/opvolging/",
        "/leren/",
        "/leren/lessen/nieuw/",
        "/leren/rapportages/",
    ],
    "voorzitter.noord": ["/", "/agenda/"],
    "deskundige1.noord": ["/", "/casussen/", "/agenda/", "/leren/"],
    "regisseur.noord": ["/", "/casussen/"],
    "centrum1": ["/", "/casussen/", "/hulpvragen/", "/leren/"],
    "aanbieder.kompas": ["/", "/hulpvragen/"],
    "beleid.noord": ["/leren/", "/leren/rapportages/"],
    "inkoop": ["/leren/rapportages/"],
    "fg": ["/leren/rapportages/", "/leren/vrijgeven/"],
    "beheer": [
        "/beheer/",
        "/beheer/organisaties/",
        "/beheer/rechten/",
        "/account/beveiliging/",
        "/account/sessies/",
        "/account/beveiliging/totp/activate/",
        "/account/beveiliging/webauthn/",
        "/account/beveiliging/webauthn/add/",
        "/account/koppelingen/",
    ],
}
PUBLIC = ["/privacy/", "/toegankelijkheid/", "/broncode/"]


@pytest.mark.parametrize("width", [1366, 320])
@pytest.mark.parametrize("address", PAGES)
def test_own_pages_are_clean(visit, story, address, width):
    case = story.file()
    story.to_delivery(case)
    story.to_conference(story.file())
    visitor = visit(address, width=width)
    for path in PAGES[address]:
        visitor.go(path)
    if address in {"aanmelder.venlo", "coordinator.noord", "voorzitter.noord", "deskundige1.noord"}:
        visitor.go(f"/casussen/{case.public_id}/")


def test_public_pages_are_clean(visit):
    visitor = visit("aanmelder.venlo")
    for path in PUBLIC:
        visitor.go(path)
