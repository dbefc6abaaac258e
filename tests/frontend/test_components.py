"""Components say the same thing everywhere, keep the query string, and escape what users wrote."""

import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import timezone
from lxml import html

from expertteam.frontend.forms import DateField, PlainForm

CANARY = "<img src=x onerror=alert(1)>"


@pytest.fixture
def draw(rf):
    def render(source, address="/casussen/", **values):
        context = Context(values | {"request": rf.get(address)})
        return html.fromstring(f"<div>{Template('{% load frontend %}' + source).render(context)}</div>")

    return render


def test_dates_are_written_as_the_dutch_do(draw):
    moment = datetime.datetime(2026, 10, 8, 23, 5, tzinfo=datetime.UTC)
    page = draw(
        "<p>{{ day|nl_date }}|{{ moment|nl_date }}|{{ moment|nl_datetime }}|"
        "{{ moment|nl_time }}|{{ none|nl_date }}</p>",
        day=datetime.date(2026, 3, 1),
        moment=moment,
        none=None,
    )
    assert page.text_content() == "1 mrt 2026|9 okt 2026|9 okt 2026, 01:05|01:05|"
    page = draw("{% day day %}", day=datetime.date(2026, 10, 9))
    assert page.xpath("time/@datetime") == ["2026-10-09"]
    assert page.text_content().strip() == "9 okt 2026"


def test_a_status_has_words_and_a_tone_and_no_other_tone_exists(draw):
    badge = draw("{% status_badge 'In bespreking' 'success' %}").xpath("span")[0]
    assert badge.text_content() == "In bespreking"
    assert "et-badge--success" in badge.get("class")
    with pytest.raises(KeyError):
        draw("{% status_badge 'x' 'paars' %}")


def test_progress_tells_the_state_of_each_step_in_words(draw):
    steps = [
        {"title": "Aanmelding", "state": "done", "meta": "10 nov 2026"},
        SimpleNamespace(title="Triage", state="current", state_label="Wacht op aanvulling", meta=""),
        {"title": "Procesregie", "state": "skipped"},
        {"title": "Advies", "state": "todo"},
    ]
    items = draw("{% progress steps %}", steps=steps).xpath("//li")
    assert [" ".join(item.text_content().split()) for item in items] == [
        "Aanmelding Afgerond 10 nov 2026",
        "Triage Wacht op aanvulling",
        "Procesregie Overgeslagen",
        "Advies Nog niet gestart",
    ]
    assert [item.get("aria-current") for item in items] == [None, "step", None, None]


def test_pages_keep_filters_and_mark_the_present_page(draw):
    page = Paginator(range(200), 10).page(10)
    drawn = draw("{% pagination page %}", "/casussen/?q=a%26b&page=10", page=page)
    assert drawn.xpath("//a[@rel='prev']/@href") == ["?q=a%26b&page=9"]
    assert drawn.xpath("//a[@rel='next']/@href") == ["?q=a%26b&page=11"]
    words = [item.text_content() for item in drawn.xpath("//li")]
    assert words == ["Pagina 1", "…", "Pagina 9", "Pagina 10", "Pagina 11", "…", "Pagina 20"]
    assert drawn.xpath("//a[@aria-current='page']")[0].text_content() == "Pagina 10"


def test_one_page_needs_no_page_links(draw):
    assert not draw("{% pagination page %}", page=Paginator(range(5), 10).page(1)).xpath("//nav")


@pytest.mark.parametrize(
    ("address", "state", "link"),
    [
        ("/?page=3&q=x", "descending", "?q=x&o=filed"),
        ("/?o=filed", "ascending", "?o=-filed"),
        ("/?o=-filed", "descending", "?o=filed"),
        ("/?o=number", None, "?o=filed"),
    ],
)
def test_a_column_header_sorts_and_goes_back_to_the_first_page(draw, address, state, link):
    header = draw("<table><tr>{% sort_header 'Aangemeld' 'filed' '-filed' %}</tr></table>", address).xpath(
        "//th"
    )[0]
    assert header.get("aria-sort") == state
    query, _, changed = header.xpath("a/@href")[0].rpartition("&")
    assert f"{query}{'&' if query else ''}{changed}" == link


class Filter(PlainForm):
    q = forms.CharField(label="Zoeken", required=False)
    status = forms.MultipleChoiceField(
        label="Status", required=False, choices=[("open", "Open"), ("Dicht", [("shut", "Gesloten")])]
    )
    since = DateField(label="Vanaf", required=False)
    mine = forms.BooleanField(label="Alleen van mij", required=False)


def test_filters_that_are_on_can_be_taken_off_one_by_one(draw, rf):
    address = "/casussen/?q=ruzie&status=open&status=shut&since=2026-10-09&mine=on&page=3&o=number"
    page = draw("{% active_filters form %}", address, form=Filter(rf.get(address).GET))
    links = [
        (link.text_content().removeprefix("Verwijder filter "), link.get("href"))
        for link in page.xpath("//a[@class='et-tag']")
    ]
    rest = "status=open&status=shut&since=2026-10-09&mine=on&o=number"
    assert links == [
        ("Zoeken: ruzie", f"?{rest}"),
        ("Status: Open", "?q=ruzie&status=shut&since=2026-10-09&mine=on&o=number"),
        ("Status: Gesloten", "?q=ruzie&status=open&since=2026-10-09&mine=on&o=number"),
        ("Vanaf: 9 okt 2026", "?q=ruzie&status=open&status=shut&mine=on&o=number"),
        ("Alleen van mij: ja", "?q=ruzie&status=open&status=shut&since=2026-10-09&o=number"),
    ]
    assert page.xpath("//a[text()='Wis filters']/@href") == ["/casussen/"]


def test_without_filters_there_is_nothing_to_take_off(draw):
    assert not draw("{% active_filters form %}", form=Filter({})).xpath("//a")


def test_the_filter_panel_works_by_get_and_names_its_list(draw):
    form = draw("{% filter_form form 'Casussen' 'lijst' %}", form=Filter({})).xpath("//form")[0]
    assert (form.get("method"), form.get("action")) == ("get", "/casussen/")
    assert form.get("aria-label") == "Casussen filteren"
    assert form.get("hx-target") == form.get("hx-select") == "#lijst"
    assert form.xpath(".//button[@type='submit']")


def test_a_task_leads_to_its_page_and_fits_the_headings_around_it(draw):
    task = {"title": "Schrijf uw vooradvies", "url": "/taak/", "case_number": "NL-2026-0042"}
    task |= {"due": datetime.date(2026, 11, 20), "late": True}
    assert draw("{% task_card task %}", task=task).xpath("//h3/a/@href") == ["/taak/"]
    page = draw("{% task_card task level=2 %}", task=task)
    assert page.xpath("//h2/a")[0].text_content() == "Schrijf uw vooradvies"
    words = " ".join(page.xpath("//p")[0].text_content().split())
    assert words == "NL-2026-0042 Uiterlijk 20 nov 2026 Te laat"


def test_an_empty_list_says_what_to_do(draw):
    page = draw("{% empty_state 'Geen taken' 'Kijk morgen weer.' '/casussen/' 'Bekijk de casussen' %}")
    assert page.xpath("//a/@href") == ["/casussen/"]
    assert "Kijk morgen weer." in page.text_content()


def test_what_was_not_filled_in_is_said_and_nought_is_a_value(draw):
    page = draw("{% description_list pairs %}", pairs=[("Vraag", "Een\nTwee"), ("Ouders", ""), ("Broers", 0)])
    assert [one.text_content() for one in page.xpath("//dd")] == ["EenTwee", "Niet ingevuld", "0"]
    assert page.xpath("//dd/br")


def test_words_of_users_are_never_markup(draw):
    now = timezone.now()
    page = draw(
        "{% description_list pairs %}{% history events %}{% file_list files %}{% task_card task %}"
        "{% notice canary %}{% status_badge canary %}{% empty_state canary canary %}{% progress steps %}"
        "{% kpi figures %}{% active_filters form %}",
        f"/?q={CANARY}",
        canary=CANARY,
        pairs=[(CANARY, CANARY)],
        events=[{"moment": now, "text": CANARY, "actor": CANARY}],
        files=[{"name": CANARY, "url": "/", "size": 1, "meta": CANARY}],
        task={"title": CANARY, "url": "/", "case_number": CANARY, "due": now, "late": True},
        steps=[{"title": CANARY, "state": "done", "meta": CANARY}],
        figures=[{"label": CANARY, "value": CANARY}],
        form=Filter({"q": CANARY}),
    )
    assert not page.xpath("//img")
    assert page.text_content().count(CANARY) == 17


def test_rows_can_be_changed_with_and_without_script(draw):
    from expertteam.frontend.forms import rows_formset

    class Row(PlainForm):
        what = forms.CharField(label="Wat?")

    page = draw(
        "{% rows rows 'Afspraken' %}",
        "/plan/?stap=2",
        rows=rows_formset(Row, rows=2, row_name="afspraak", add_label="Afspraak toevoegen")(),
    )
    buttons = page.xpath("//button[not(@aria-hidden)]")
    assert [(one.get("name"), one.get("value"), one.text_content()) for one in buttons] == [
        ("form-remove", "0", "Verwijder afspraak 1"),
        ("form-remove", "1", "Verwijder afspraak 2"),
        ("form-add", "1", "Afspraak toevoegen"),
    ]
    assert {one.get("hx-post") for one in buttons} == {"/plan/?stap=2"}
    # Enter in a text field presses the first button, which must change nothing.
    assert page.xpath("//button")[0].get("name") is None
