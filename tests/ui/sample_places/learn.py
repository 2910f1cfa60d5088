"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="learn",
    title=N_("Learn"),
    group="you",
    order=20,
    icon="book-open",
    topics=("learn",),
    build=Plain,
)
