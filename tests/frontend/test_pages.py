"""The public pages and the frame around every page."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.login.jobs import send_password_link


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/privacy/", "Autoriteit Persoonsgegevens"),
        ("/toegankelijkheid/", "nog niet door een onafhankelijke partij onderzocht"),
        ("/broncode/", "AGPL-3.0-or-later"),
        ("/account/login/", "Log in met uw e-mailadres"),
        ("/account/password/reset/", "U krijgt een e-mail met een link"),
    ],
)
def test_public_pages_need_no_account(client, address, words):
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert words in text
    tree = html.fromstring(text)
    assert tree.get("lang") == "nl"
    assert tree.xpath("//title")[0].text_content().endswith(" \u2013 Expertteam Jeugd")
    assert len(tree.xpath("//h1")) == 1
    skip = tree.xpath("//a[contains(@class, 'nl-skip-link')]/@href")[0]
    assert tree.xpath(f"//main[@id='{skip[1:]}']")
    assert [link.text_content() for link in tree.xpath("//footer//a")] == [
        "Privacy", "Toegankelijkheid", "Broncode",
    ]  # fmt: skip
    assert not tree.xpath("//nav[@aria-label='Hoofdmenu']")


@pytest.mark.django_db
def test_the_source_page_links_to_the_source(client, settings):
    settings.SOURCE_URL = "https://code.example/expertteam"
    assert 'href="https://code.example/expertteam"' in client.get("/broncode/").content.decode()


@pytest.mark.django_db
def test_a_wrong_login_does_not_tell_which_accounts_exist(client, django_user_model):
    django_user_model.objects.create_user("bestaat@example.nl", "Bea Staat", "een lang wachtwoord")
    answers = [
        client.post("/account/login/", {"login": login, "password": "verkeerd"}).content.decode()
        for login in ("bestaat@example.nl", "bestaatniet@example.nl")
    ]
    summaries = [html.fromstring(one).xpath("//*[@data-error-summary]")[0].text_content() for one in answers]
    assert summaries[0] == summaries[1]
    assert "Deze combinatie van e-mailadres en wachtwoord klopt niet" in summaries[0]


@pytest.mark.django_db
def test_a_forgotten_password_answers_the_same_for_every_address(client, django_user_model, mailoutbox):
    django_user_model.objects.create_user("bestaat@example.nl", "Bea Staat", "een lang wachtwoord")
    pages = []
    for email in ("bestaat@example.nl", "bestaatniet@example.nl"):
        pages.append(client.post("/account/password/reset/", {"email": email}, follow=True).content.decode())
    assert "Kijk in uw e-mail" in pages[0]
    assert "bestaat" not in pages[0] + pages[1]
    for job in ProcrastinateJob.objects.filter(task_name="send_password_link"):
        send_password_link(**job.args)
    (mail,) = mailoutbox
    assert mail.subject == "Expertteam Jeugd: Nieuw wachtwoord kiezen"
    assert mail.body.startswith("Goedendag,")
    assert "example.nl" not in mail.body


@pytest.mark.django_db
def test_an_expired_form_gets_a_page_that_says_what_to_do():
    page = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@b.nl", "password": "x"})
    assert page.status_code == 403
    assert "Laad de pagina opnieuw" in page.content.decode()


def test_the_frame_names_the_user_the_menu_and_the_demonstration(rf):
    class Person:
        is_authenticated = True
        name = "Marieke <b>Janssen</b>"

    menu = [
        {"label": "Mijn taken", "url": "/taken/", "current": True, "count": 4},
        {"label": "Casussen", "url": "/casussen/", "current": False, "count": 0},
    ]
    values = {"user": Person(), "user_role": "voorzitter", "menu": menu, "demo": True}
    page = html.fromstring(render_to_string("layout/page.html", values, rf.get("/")))
    assert "Marieke <b>Janssen</b> voorzitter" in " ".join(
        page.xpath("//*[@class='et-user']")[0].text_content().split()
    )
    links = page.xpath("//nav[@aria-label='Hoofdmenu']//a")
    assert [link.get("aria-current") for link in links] == ["page", None]
    assert [" ".join(link.text_content().split()) for link in links] == ["Mijn taken 4 open", "Casussen"]
    assert "Dit is een demonstratie." in page.text_content()
    assert page.xpath("//form[@method='post']/button")[0].text_content() == "Uitloggen"
    assert "demonstratie" not in render_to_string("layout/page.html", {**values, "demo": False}, rf.get("/"))
