"""Logging without personal data."""

import logging
import re
import traceback

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class PrivateFormatter(logging.Formatter):
    """Shows where an error happened and of what kind it was, not its text: that may quote a user."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept the full text on the record, and logging would print that copy.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:
        """One line: what somebody sent cannot look like a line of the log of its own."""
        return UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", super().formatMessage(record))

    def formatException(self, exc_info) -> str:
        parts = []
        error = exc_info[1]
        while error:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "Traceback (most recent call last):\n" + "\ncaused by:\n".join(parts)
