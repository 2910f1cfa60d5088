"""Screens are found by folder, by their headers, without being imported; a header says what the screen is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from ui import icons, places
from ui.screen import GROUPS, Place

ROOT = Path(__file__).parents[2]


def test_a_header_is_read_from_the_text() -> None:
    text = (
        'Screen(name="cash", title=N_("Cash"), group="money", order=40, icon="banknote", topics=("a", "b"), build=Cash)'
    )
    assert places.read_header(text) == Place("cash", "Cash", "money", 40, "banknote", ("a", "b"))


def test_the_sample_screens_stand_in_the_order_of_the_sidebar(sample_places: None) -> None:
    names = [one.name for one in places.places()]
    assert names == (
        "today conversations accounts transactions bills payment offers plans explore privacy learn settings".split()
    )


@pytest.mark.parametrize("place", places.places(), ids=lambda one: one.name)
def test_the_header_of_each_screen_is_the_real_one(place: Place) -> None:
    real = importlib.import_module(f"ui.screens.{place.name}").SCREEN
    assert place == Place(real.name, real.title, real.group, real.order, real.icon, real.topics)
    assert place.icon in icons.names()
    assert place.group in {*GROUPS, ""}


def test_the_window_starts_without_the_store_and_the_screens() -> None:
    code = (
        "import sys, ui.window, ui.places; ui.places.places();"
        "heavy = [m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'storage', 'httpx', 'keyring')"
        " or m.startswith('ui.screens.')]; print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
