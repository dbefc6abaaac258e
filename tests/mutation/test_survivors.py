"""What is explained as a change that no test notices is still a change that can be made."""

from tests.mutation.changes import changes_of
from tests.mutation.run import EXPLAINED, SUBJECTS, explained


def test_every_explained_change_can_still_be_made():
    made = {
        each.name for modules, _ in SUBJECTS.values() for module in modules for each in changes_of(module)
    }
    assert set(explained()) - made == set(), "the code changed: explain anew what survives, or leave it out"


def test_every_explanation_says_something_and_stands_there_once():
    text = EXPLAINED.read_text(encoding="utf-8")
    assert text.count("[[survivor]]") == len(explained())
    assert all(explained().values())
