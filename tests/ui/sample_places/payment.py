"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="payment",
    title=N_("Pay with…"),
    group="decide",
    order=10,
    icon="scale",
    topics=("payment",),
    build=Plain,
)
