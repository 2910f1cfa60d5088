"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="bills",
    title=N_("Bills"),
    group="money",
    order=30,
    icon="receipt",
    topics=("bills",),
    build=Plain,
)
