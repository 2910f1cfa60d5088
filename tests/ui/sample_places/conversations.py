"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="conversations",
    title=N_("Conversations"),
    group="now",
    order=20,
    icon="message-square",
    topics=("conversations",),
    build=Plain,
)
