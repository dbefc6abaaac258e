"""Which places in a Dutch text may tell about whom it is.

Nothing here asks the database; screens that know it are made in :mod:`expertteam.learning.screens`.
"""

from expertteam.learning.screening.marks import Certainty, Kind, Mark
from expertteam.learning.screening.screen import Screen, plain_screen

__all__ = ["Certainty", "Kind", "Mark", "Screen", "plain_screen"]
