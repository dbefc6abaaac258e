"""Dutch full-text search: stemming without accents, our own synonyms, and near misses."""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import F, Q, Value

# The text search configuration made in the first migration of this room.
CONFIG = "dutch_unaccent"
# Words that Dutch stemming keeps apart though they mean the same at the table.
SYNONYMS = (
    ("advies", "adviezen"),
    ("kind", "kinderen", "jeugdige", "jeugdigen"),
    ("uhp", "uithuisplaatsing", "uithuisplaatsingen"),
    ("ots", "ondertoezichtstelling"),
    ("ggz", "psychiatrie"),
    ("school", "onderwijs"),
    ("lvb", "beperking"),
)
NEAR = 0.5


def vector(**weighted: str) -> SearchVector:
    """A search vector of plain texts: ``vector(A=title, B=question)``."""
    parts = [
        SearchVector(Value(text), weight=weight, config=CONFIG) for weight, text in sorted(weighted.items())
    ]
    combined = parts[0]
    for part in parts[1:]:
        combined += part
    return combined


def matching(queryset, words: str, *, near: str):
    """Rows whose ``search`` vector holds all ``words``, or whose column ``near`` almost does."""
    query = None
    for word in words.split()[:10]:
        alternatives = next((group for group in SYNONYMS if word.casefold() in group), (word,))
        any_of = None
        for alternative in alternatives:
            term = SearchQuery(alternative, config=CONFIG)
            any_of = term if any_of is None else any_of | term
        query = any_of if query is None else query & any_of
    if query is None:
        return queryset
    return (
        queryset.annotate(rank=SearchRank(F("search"), query), likeness=TrigramWordSimilarity(words, near))
        .filter(Q(search=query) | Q(likeness__gte=NEAR))
        .order_by("-rank", "-likeness", "-pk")
    )
