"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="today",
    title=N_("Today"),
    group="now",
    order=10,
    icon="sun",
    topics=("today",),
    build=Plain,
)
