"""Two readers of a report: who they are, what they must catch, and that they do not see each other."""

import re

import pytest
from lxml import html

from expertteam.learning import reading
from expertteam.learning.copies import copies_for
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_models import Reading, Verdict
from tests.learning.readers import DRAFT, NEW, WHY, answers, read, seen, unmarked, url
from workflows import report_road
from workflows.demo.people import person
from workflows.report_jobs import protect_report

pytestmark = pytest.mark.django_db


def test_who_reads_first_and_who_second(protected, as_user):
    """First somebody from outside the table; then somebody of another organisation; never the maker."""

    def may(address):
        return as_user(address).get(url(protected, "lezen/")).status_code == 200

    for address in ("fg", "fg2", "centrum1", "centrum2"):
        assert may(address), address
    for address in (
        "coordinator.noord",
        "coordinator2.noord",
        "coordinator.zuid",
        "inkoop",
        "beleid.noord",
        "beheer",
    ):
        assert not may(address), address
    read(as_user, protected, "centrum1")
    for address in ("fg", "fg2", "coordinator2.noord"):
        assert may(address), address
    for address in (
        "centrum1",
        "centrum2",
        "coordinator.noord",
        "coordinator.zuid",
        "voorzitter.noord",
        "aanmelder.venlo",
    ):
        assert not may(address), address
    assert as_user("centrum2").post(url(protected, "lezen/"), {}).status_code == 404


def test_who_missed_an_invention_reads_again_with_others(protected, as_user):
    client = as_user("fg")
    page = client.get(url(protected, "lezen/")).content.decode()
    first = reading.copies_of(protected, person("fg"))
    words = [each.words for copy in first for each in copy.planted]
    assert len(words) == 3 and all(each in seen(page) for each in words), "a name, a school and a date"
    page = client.post(url(protected, "lezen/"), answers(page), follow=True).content.decode()
    (missed,) = [w for copy in first for w in copy.missed([(m.start, m.end) for m in copy.marks])]
    assert f"gemist: ‘{missed}’" in page, "which one, afterwards"
    again = [each.words for copy in reading.copies_of(protected, person("fg")) for each in copy.planted]
    assert not set(words) & set(again) and all(each in seen(page) for each in again)
    assert not Reading.objects.finished().exists() and not Verdict.objects.exists()
    assert "Dank u wel" in read(as_user, protected, "fg").content.decode()


def test_who_lets_everything_pass_is_told_all_three(protected, as_user):
    client = as_user("fg")
    page = client.get(url(protected, "lezen/")).content.decode()
    page = client.post(url(protected, "lezen/"), answers(page, catch=False), follow=True).content.decode()
    assert "3 verzonnen gegevens" in page


def test_inventions_differ_by_reader_and_stay_for_one_attempt(protected):
    def planted(address, attempt=1):
        copies = copies_for(report=protected, reader=person(address), attempt=attempt)
        return [(each.words, each.start) for copy in copies for each in copy.planted]

    assert planted("fg") == planted("fg")
    assert planted("fg") != planted("centrum1")
    assert not {w for w, _ in planted("fg", 1)} & {w for w, _ in planted("fg", 2)}


def test_no_invention_is_ever_kept_or_published(protected, as_user):
    invented = set()
    for address in ("fg", "centrum1"):
        invented |= {each.words for c in reading.copies_of(protected, person(address)) for each in c.planted}
        read(as_user, protected, address)
    protected.refresh_from_db()
    kept = [str(protected.figures), *protected.paragraphs.values_list("text", flat=True)]
    kept += protected.paragraphs.values_list("final", flat=True)
    assert not [words for words in invented for text in kept if words in text]
    for verdict in Verdict.objects.select_related("paragraph"):
        assert verdict.paragraph.text[verdict.start : verdict.end] == "Venlo"


def test_the_second_reader_sees_nothing_of_the_first(protected, as_user):
    before = as_user("centrum1").get(url(protected, "lezen/")).content.decode()
    verdicts = {"Venlo": ("rejected", "een stad aan de Maas")}
    own = {"p1-own2-words": "samen", "p1-own2-why": "Zegt te veel.", "p1-own2-instead": "met elkaar"}
    read(as_user, protected, "fg", verdicts=verdicts, **own)
    after = as_user("centrum1").get(url(protected, "lezen/")).content.decode()
    for said in ("een stad aan de Maas", "Zegt te veel", "met elkaar", WHY):
        assert said not in after

    def text(page):
        """Without what differs in every page: tokens, and the number of open tasks."""
        return html.fromstring(page).xpath("string(//form[@data-reading])").split()

    assert text(after) == text(before)
    for part in ("", "vaststellen/"):
        assert as_user("centrum1").get(url(protected, part)).status_code == 404, "no other page tells it"
    for address in ("fg2", "coordinator2.noord"):
        page = as_user(address).get(url(protected)).content.decode()
        assert "een stad aan de Maas" not in page
        assert "wachttijden in Venlo" not in page, "the text without inventions would give them away"
    assert "wachttijden in Venlo" in as_user("coordinator.noord").get(url(protected)).content.decode()


def test_every_mark_is_judged_and_every_paragraph_ticked(protected, as_user):
    client = as_user("fg")
    page = client.get(url(protected, "lezen/")).content.decode()
    full = answers(page) | unmarked(protected, "fg")
    says = next(name for name in full if name.endswith("-says"))
    for left_out, message in ((says, "blijven, of moet het weg?"), ("p1-read", "Ik heb alinea 1 helemaal")):
        less = {name: value for name, value in full.items() if name != left_out}
        answer = client.post(url(protected, "lezen/"), less).content.decode()
        assert "Er klopt nog iets niet" in answer and message in answer
    other = client.post(url(protected, "lezen/"), full | {"p1-own4-words": "staat er niet"}).content.decode()
    assert "‘staat er niet’ staat zo niet in alinea 1." in other and "Vul in waarom dit weg moet." in other
    why = full | {next(name for name in full if name.endswith("-why")): ""}
    assert "Vul in waarom dit weg moet." in client.post(url(protected, "lezen/"), why).content.decode()
    whys = html.fromstring(page).xpath("//label[contains(., 'Waarom?')]")
    assert whys and not any("niet verplicht" in label.text_content() for label in whys)
    assert not Reading.objects.exists()


def test_a_mark_can_be_made_wider_and_half_done_work_is_kept(protected, as_user):
    client = as_user("fg")
    page = client.get(url(protected, "lezen/")).content.decode()
    venlo = next(
        judge.get("data-judge")
        for judge in html.fromstring(page).xpath("//article[@data-judge]")
        if "Venlo" in judge.text_content()
    )
    wider = {f"{venlo}-says": "rejected", f"{venlo}-why": WHY, f"{venlo}-before": "2"}
    client.post(url(protected, "lezen/"), {**wider, "save_draft": "1"})
    assert f'value="{WHY}"' in client.get(url(protected, "lezen/")).content.decode()
    read(as_user, protected, "fg", **wider)
    verdict = Verdict.objects.get()
    assert verdict.paragraph.text[verdict.start : verdict.end] == "wachttijden in Venlo"


def test_rejected_words_cannot_stay_and_new_words_are_looked_at(protected, as_user):
    read(as_user, protected, "fg", verdicts={"Venlo": ("rejected", "de regio")})
    read(as_user, protected, "centrum1", verdicts={"Venlo": ("rejected", "een stad")})
    client = as_user("coordinator.noord")
    page = client.get(url(protected, "vaststellen/")).content.decode()
    assert "Lezer 1: de regio" in page and "Lezer 2: een stad" in page
    point = re.search(r'name="(p\d+-\d+)"', page).group(1)

    def settle(words):
        answer = {point: "other", f"{point}-other": words}
        return client.post(url(protected, "vaststellen/"), answer, follow=True).content.decode()

    assert "Een lezer keurde deze woorden af." in settle("het mooie Venlo")
    assert "In de nieuwe tekst staat" in settle("de stad van Marloes Peeters")
    protected.refresh_from_db()
    assert protected.settled_at is None
    assert "De tekst is vastgesteld" in settle("een stad in het noorden")


def test_words_rejected_at_one_place_do_not_come_back_at_another(region, as_user):
    text = DRAFT | {"introduction": "In Venlo wachten gezinnen lang. In Venray wachten zij ook lang."}
    as_user("coordinator.noord").post(NEW, text)
    report = LearningReport.objects.get()
    assert protect_report(learning_report_id=report.pk)
    for address in ("fg", "centrum1"):
        rejected = {name: ("rejected", f"plaats van {address}") for name in ("Venlo", "Venray")}
        read(as_user, report, address, verdicts=rejected)
    client = as_user("coordinator.noord")
    page = client.get(url(report, "vaststellen/")).content.decode()
    first, second = dict.fromkeys(re.findall(r'name="(p\d+-\d+)"', page))

    def settle(words):
        answer = {first: "other", f"{first}-other": "een stad", second: "other", f"{second}-other": words}
        return client.post(url(report, "vaststellen/"), answer, follow=True).content.decode()

    assert "Een lezer keurde deze woorden af." in settle("de buurt van Venlo")
    assert "De tekst is vastgesteld" in settle("een dorp")


def test_who_settles_sees_the_sentence_and_may_leave_words_out(protected, as_user):
    read(as_user, protected, "fg", verdicts={"Venlo": ("rejected", "de regio")})
    read(as_user, protected, "centrum1")
    client = as_user("coordinator.noord")
    page = client.get(url(protected, "vaststellen/")).content.decode()
    assert "Wij spraken vaak over wachttijden in Venlo en omgeving." in seen(page)
    assert "Dit half jaar keken wij" not in seen(page) and "het overal eens" not in page
    point = re.search(r'name="(p\d+-\d+)"', page).group(1)
    empty = client.post(url(protected, "vaststellen/"), {point: "other"}).content.decode()
    assert "Vul in wat in plaats komt van ‘Venlo’." in empty
    client.post(url(protected, "vaststellen/"), {point: "nothing"})
    protected.refresh_from_db()
    assert protected.figures["introduction"][0].startswith("Wij spraken vaak over wachttijden in en ")


def test_where_readers_agree_their_words_are_ready(protected, as_user):
    for address in ("fg", "centrum1"):
        read(as_user, protected, address, verdicts={"Venlo": ("rejected", "een stad")})
    page = as_user("coordinator2.noord").get(url(protected, "vaststellen/")).content.decode()
    assert "Lezers zijn het eens" in page and "Beide lezers: een stad" in page
    assert "De lezers zijn het overal eens." in page
    for address in ("fg", "centrum1", "coordinator.zuid", "inkoop"):
        assert as_user(address).get(url(protected, "vaststellen/")).status_code == 404, address


def test_nothing_rejected_means_nothing_to_settle(protected, as_user):
    read(as_user, protected, "fg2")
    read(as_user, protected, "coordinator2.noord")
    assert report_road.open_task(protected).node == "ReportFlow.publish"
    for address in ("centrum1", "inkoop", "coordinator.noord", "coordinator.zuid"):
        assert as_user(address).post(url(protected, "publiceren/")).status_code == 404, address
    as_user("fg").post(url(protected, "publiceren/"))
    protected.refresh_from_db()
    assert protected.status == "published"
