"""What app.js and htmx add, in a real browser under our content security policy.

The pages are answered from memory: no server, no database, no network.
"""

import mimetypes
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from expertteam.frontend.forms import DateField, DocumentField, PlainForm, rows_formset

SITE = "http://expertteam.example"
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'"
CHOICES = [("a", "Ja"), ("b", "Nee")]

FORM_PAGE = """{% extends "layout/narrow.html" %}{% load frontend %}
{% block title %}Plan{% endblock %}{% block heading %}Plan{% endblock %}
{% block column %}{% error_summary form rows %}
<form method="post" novalidate data-once>{{ form }}{% rows rows "Afspraken" %}
{% include "components/autosave.html" with url="/bewaar/" %}
<button class="nl-button nl-button--primary" type="submit">Plan vaststellen</button></form>{% endblock %}"""

LIST_PAGE = """{% extends "layout/page.html" %}{% load frontend %}
{% block title %}Lijst{% endblock %}{% block heading %}Lijst{% endblock %}
{% block content %}{% filter_form form "Lijst" %}<div id="results">{% active_filters form %}
<p data-count>{{ count }} gevonden</p>{% pagination page %}
{% progress steps %}{% empty_state "Leeg" "Kies iets anders." "/" "Terug" %}
{% status_badge "Te laat" "danger" %}
</div>{% endblock %}"""


class Plan(PlainForm):
    goal = forms.CharField(label="Doel")
    day = DateField(label="Datum")
    sure = forms.ChoiceField(label="Zeker?", choices=CHOICES, widget=forms.RadioSelect)
    who = forms.MultipleChoiceField(label="Wie?", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    place = forms.ChoiceField(label="Plaats", choices=CHOICES)
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    letter = DocumentField(label="Bijlage", required=False)
    read = forms.BooleanField(label="Gelezen")


class Agreement(PlainForm):
    what = forms.CharField(label="Wat?")


class Filter(PlainForm):
    q = forms.CharField(label="Zoeken", required=False, widget=forms.TextInput(attrs={"type": "search"}))


Agreements = rows_formset(Agreement, row_name="afspraak", add_label="Afspraak toevoegen")


class Site:
    """Answers the browser; `posts` are the forms it sent, `autosave` what the draft view answers."""

    def __init__(self):
        self.posts = []
        self.complaints = []
        self.autosave = (200, "<span data-saved>Concept opgeslagen om 14:03</span>")

    def answer(self, route):
        request = route.request
        url = urlsplit(request.url)
        if url.path.startswith("/static/"):
            path = Path(finders.find(url.path.removeprefix("/static/")))
            kind = mimetypes.guess_type(path)[0] or "font/woff2"
            return route.fulfill(status=200, content_type=kind, body=path.read_bytes())
        data = QueryDict(request.post_data or "") if request.method == "POST" else None
        if url.path == "/bewaar/":
            status, body = self.autosave
            return route.fulfill(status=status, content_type="text/html", body=body)
        if data is not None:
            self.posts.append(data)
        body = self.list_page(url) if url.path == "/lijst/" else self.form_page(data)
        headers = {"Content-Security-Policy": POLICY}
        return route.fulfill(status=200, content_type="text/html", body=body, headers=headers)

    def form_page(self, data):
        form, rows = Plan(data), Agreements(data)
        if rows.edited:
            form.as_typed()
        return self.draw(FORM_PAGE, "/plan/", form=form, rows=rows)

    def list_page(self, url):
        word = parse_qs(url.query).get("q", [""])[0]
        return self.draw(
            LIST_PAGE,
            f"/lijst/?{url.query}",
            form=Filter(QueryDict(url.query)),
            count=len(word),
            page=Paginator(range(90), 10).page(3),
            steps=[{"title": "Triage", "state": "done"}, {"title": "Advies", "state": "current"}],
        )

    def draw(self, source, address, **values):
        request = RequestFactory().get(address)
        return engines["django"].from_string(source).render(values | {"demo": True}, request)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def page(chromium, site):
    page = chromium.new_page(viewport={"width": 1366, "height": 900})
    page.set_default_timeout(10_000)
    page.route("**/*", site.answer)
    page.on("console", lambda message: site.complaints.append(message.text))
    page.on("pageerror", lambda error: site.complaints.append(str(error)))
    yield page
    page.close()
    assert site.complaints == []


def test_the_error_summary_has_the_focus_and_its_links_lead_to_the_field(page):
    page.goto(f"{SITE}/plan/")
    page.click("text=Plan vaststellen")
    page.wait_for_selector("[data-error-summary]:focus")
    page.click("text=Kies: Zeker?")
    assert page.evaluate("document.activeElement.id") == "id_sure_0"


def test_a_double_click_sends_the_form_once(page, site):
    page.goto(f"{SITE}/plan/")
    page.locator("text=Plan vaststellen").evaluate("b => { b.click(); b.click(); b.click(); }")
    page.wait_for_selector("[data-error-summary]")
    assert len(site.posts) == 1


def test_enter_in_a_field_sends_the_form_and_changes_no_row(page, site):
    page.goto(f"{SITE}/plan/")
    page.fill("#id_goal", "Thuis wonen")
    page.press("#id_goal", "Enter")
    page.wait_for_selector("[data-error-summary]")
    assert not {"form-add", "form-remove"} & site.posts[0].keys()


def test_a_row_is_added_in_place_and_gets_the_focus(page):
    page.goto(f"{SITE}/plan/")
    page.fill("#id_story", "Lang verhaal")
    page.fill("#id_form-0-what", "Bellen")
    page.click("text=Afspraak toevoegen")
    page.wait_for_selector("#id_form-1-what:focus")
    assert page.input_value("#id_form-0-what") == "Bellen"
    assert page.input_value("#id_story") == "Lang verhaal"
    page.click("text=Verwijder afspraak 1")
    page.wait_for_selector("#id_form-1-what", state="detached")
    assert page.input_value("#id_form-0-what") == ""


def test_a_draft_says_when_it_was_saved_and_when_it_was_not(page, site):
    page.goto(f"{SITE}/plan/")
    page.fill("#id_story", "Een")
    page.wait_for_selector("text=Concept opgeslagen om 14:03")
    # Somebody was logged out: the answer is the login page.
    site.autosave = (200, "<h1>Inloggen</h1>")
    page.fill("#id_story", "Een twee")
    page.wait_for_selector("text=Het concept is nu niet opgeslagen")
    assert not page.is_visible("h1:has-text('Inloggen')")


def test_filtering_while_typing_shows_says_and_keeps_the_result(page):
    page.goto(f"{SITE}/lijst/")
    page.fill("#id_q", "ruzie")
    page.wait_for_selector(".et-tag")
    assert page.inner_text("#announce") == "5 gevonden"
    assert page.url == f"{SITE}/lijst/?q=ruzie"


@pytest.mark.parametrize("address", ["/plan/", "/lijst/?q=x"])
def test_the_components_pass_axe_and_fit_320_pixels(page, address):
    page.goto(SITE + address)
    if address == "/plan/":
        page.click("text=Plan vaststellen")
        page.wait_for_selector("[data-error-summary]")
    for width in (1366, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
