"""Keys for sorting and searching that do not depend on the server's collation."""

import unicodedata


def normalised(text: str) -> str:
    """Lower case without accents: 'Coördinator' and 'coordinator' sort and match alike."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()
