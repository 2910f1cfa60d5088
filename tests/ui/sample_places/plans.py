"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="plans",
    title=N_("Plans"),
    group="decide",
    order=30,
    icon="target",
    topics=("plans",),
    build=Plain,
)
