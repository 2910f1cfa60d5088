"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="explore",
    title=N_("Explore"),
    group="see",
    order=10,
    icon="chart-column-stacked",
    topics=("explore",),
    build=Plain,
)
