"""A plain screen for the tests of the window."""

from sample_parts.plain import Plain

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="accounts",
    title=N_("Accounts"),
    group="money",
    order=10,
    icon="landmark",
    topics=("accounts",),
    build=Plain,
)
