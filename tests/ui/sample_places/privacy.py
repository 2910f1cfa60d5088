"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="privacy",
    title=N_("Privacy"),
    group="you",
    order=10,
    icon="shield",
    topics=("privacy",),
    build=Plain,
)
