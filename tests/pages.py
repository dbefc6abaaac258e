"""Small helpers for tests that go through the pages."""

import html
import re


def page_of(task) -> str:
    """The address of a task's page."""
    return f"/taken/{task.public_id}/"


def body_of(response) -> bytes:
    """The whole page but for the tokens of its forms, which differ each time it is drawn."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def text_of(response) -> str:
    """What a reader sees of a page, without tags, with single spaces."""
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
