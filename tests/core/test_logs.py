"""Logs tell where something went wrong, never about whom."""

import io
import logging

import pytest

from expertteam.core.logs import PrivateFormatter

# Not on a line that a traceback shows: it quotes the code, and that is no personal data.
NAME = "Kanarie"


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("expertteam.test_logs")
    logger.addHandler(handler)
    yield logger, stream
    logger.handlers.clear()


def save_name(name):
    raise ValueError(f"{name} is not valid")


def test_an_error_is_logged_with_its_place_and_kind_but_without_its_text(log):
    logger, stream = log
    try:
        save_name(NAME)
    except ValueError:
        logger.exception("Saving failed")

    text = stream.getvalue()
    assert "ERROR Saving failed" in text
    assert "in save_name" in text
    assert text.rstrip().endswith("builtins.ValueError")
    assert NAME not in text


def test_the_errors_behind_an_error_are_logged_in_the_same_way(log):
    logger, stream = log
    try:
        try:
            save_name(NAME)
        except ValueError as error:
            raise RuntimeError(f"{NAME} could not be saved") from error
    except RuntimeError:
        logger.exception("Saving failed")

    text = stream.getvalue()
    assert "builtins.RuntimeError\ncaused by:\n" in text
    assert "builtins.ValueError" in text
    assert NAME not in text


def test_another_handler_that_kept_the_full_text_does_not_leak_it(log):
    logger, stream = log
    full = io.StringIO()
    logger.handlers.insert(0, logging.StreamHandler(full))
    try:
        save_name(NAME)
    except ValueError:
        logger.exception("Saving failed")

    assert NAME in full.getvalue(), "the other handler shows what there was to leak"
    assert NAME not in stream.getvalue()


def test_what_somebody_sent_makes_no_line_of_its_own(log):
    logger, stream = log
    logger.warning("Not Found: %s", "/x/\n2026-11-22 ERROR forged\r\x1b[2J\u2028line")
    assert stream.getvalue() == (
        "WARNING Not Found: /x/\\x0a2026-11-22 ERROR forged\\x0d\\x1b[2J\\x2028line\n"
    )
