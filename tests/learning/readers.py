"""Readers of a report, in tests: what they fill in on the page of their copy."""

from lxml import html

from expertteam.learning import reading
from workflows.demo.people import person

LIST, NEW = "/leren/rapportages/", "/leren/rapportages/nieuw/"
# The screening marks the town and finds nothing else.
INTRODUCTION = "Wij spraken vaak over wachttijden in Venlo en omgeving. Dit half jaar keken wij samen eerder."
DRAFT = {"starts_in": "2026-01", "ends_in": "2026-06", "introduction": INTRODUCTION}
WHY = "Te herkennen."


def url(report, part=""):
    return f"{LIST}{report.public_id}/{part}"


def seen(page) -> str:
    """The words on a page; a mark may begin halfway words that belong together."""
    return html.fromstring(page).text_content()


def answers(page, catch=True, verdicts=None, **own):
    """What a reader who catches everything (or nothing) fills in; ``verdicts`` are by the words of a mark."""
    root = html.fromstring(page)
    filled = {}
    for judge in root.xpath("//article[@data-judge]"):
        name = judge.get("data-judge")
        words = judge.xpath(".//legend")[0].text_content().strip().strip("‘’")
        says, instead = (verdicts or {}).get(
            words, ("rejected" if catch and words != "Venlo" else "accepted", "")
        )
        filled |= {f"{name}-says": says, f"{name}-instead": instead}
        filled |= {f"{name}-why": WHY} if says == "rejected" else {}
    filled |= {
        box.get("name"): "on"
        for box in root.xpath("//input[substring(@name, string-length(@name) - 4) = '-read']")
    }
    return filled | own


def unmarked(report, address):
    """The invented words in the copy of this reader that no mark shows, by their paragraph."""
    user = person(address)
    found = {}
    for number, copy in enumerate(reading.copies_of(report, user), start=1):
        marks = [(each.start, each.end) for each in copy.marks]
        for words in copy.missed(marks):
            found |= {f"p{number}-own1-words": words, f"p{number}-own1-why": WHY}
    return found


def read(as_user, report, address, verdicts=None, **own):
    """Read the whole text and catch every invention."""
    client = as_user(address)
    page = client.get(url(report, "lezen/")).content.decode()
    filled = answers(page, verdicts=verdicts) | unmarked(report, address) | own
    done = client.post(url(report, "lezen/"), filled, follow=True)
    assert "Dank u wel" in done.content.decode(), html.fromstring(done.content).xpath("string(//main)")
    return done
