"""Which places in a Dutch text may tell about whom it is.

Make one screen and ask it for the marks of each text; a mark says where, of what kind, why and how surely::

    screen = screen_of_region(region=region, starts_on=..., ends_on=...)
    for mark in screen.marks(paragraph):
        paragraph[mark.start : mark.end], mark.kind.label, mark.reason, mark.certainty.label

Marks do not overlap. Nothing here asks the database; :mod:`expertteam.learning.screens` makes screens that
know it. Every module holds one idea: ``clean`` makes letters plain, ``known`` finds what the database knows
(words in ``name_words``, names in pieces in ``phrases``, ``initials``), ``shingles`` finds text of dossiers,
``lexicon`` our own lists, ``proper_names`` names in no list, and ``rules`` with ``contact``, ``numbers``,
``dates``, ``ages`` and ``addresses`` what Dutch texts look like.
"""

from expertteam.learning.screening.marks import Certainty, Kind, Mark
from expertteam.learning.screening.screen import Screen, plain_screen

__all__ = ["Certainty", "Kind", "Mark", "Screen", "plain_screen"]
