"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="offers",
    title=N_("Offers & loyalty"),
    group="decide",
    order=20,
    icon="tag",
    topics=("offers",),
    build=Plain,
)
