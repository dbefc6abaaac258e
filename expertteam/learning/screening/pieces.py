"""Pieces to build patterns of: so that a pattern reads as what it looks for."""

import re
from collections.abc import Iterable

# Patterns in this package are written over more lines, and capitals do not matter unless they say so.
READABLE = re.VERBOSE | re.IGNORECASE


def any_of(words: str | Iterable[str]) -> str:
    """A piece of a pattern for any of ``words``; in a string they are parted by commas.

    The longest comes first, so that 'zestien' is not read as 'zes'. They are pieces of patterns themselves;
    a space in them is any white space.
    """
    each = words.split(",") if isinstance(words, str) else words
    pieces = sorted((piece.strip() for piece in each), key=len, reverse=True)
    return "(?:" + "|".join(piece.replace(" ", r"\s") for piece in pieces) + ")"
