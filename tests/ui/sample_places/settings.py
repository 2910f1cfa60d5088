"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="settings",
    title=N_("Settings"),
    group="you",
    order=30,
    icon="settings-2",
    topics=("settings",),
    build=Plain,
)
