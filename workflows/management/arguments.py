"""What commands take on the command line."""

from argparse import ArgumentTypeError
from datetime import date


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text}: write a number of 1 or more")
    return int(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text}: write a day as YYYY-MM-DD") from error
