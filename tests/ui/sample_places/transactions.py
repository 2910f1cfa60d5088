"""A screen with a table and an inspector for the tests of the window."""

from sample_parts.listing import Listing

from ui.locale import N_
from ui.screen import Screen

SCREEN = Screen(
    name="transactions",
    title=N_("Transactions"),
    group="money",
    order=20,
    icon="list",
    topics=("transactions", "categories"),
    build=Listing,
)
