"""Finds the screens: reads their headers without importing them, imports one when it is first shown.

The sidebar needs names and icons at once, the screens need services, storage and more: importing those first would
cost the start a good third of a second. So the header `SCREEN = Screen(name=…, …, build=…)` of each file in
`ui/screens` is read from its text. Its values must be literals or `N_("…")`; a test compares them with the real ones.
"""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from importlib import resources
from typing import Any

from ui.screen import GROUPS, Context, Place, Screen, View

PACKAGE = "ui.screens"
"""The package whose modules are the screens."""
_HEADER = re.compile(r"^SCREEN = (Screen\(.*?^\)|Screen\([^\n]*\))$", re.MULTILINE | re.DOTALL)


@cache
def places() -> tuple[Place, ...]:
    """All screens by group and order; those without a group come last."""
    found = []
    for entry in resources.files(PACKAGE).iterdir():
        if entry.name.endswith(".py") and entry.name != "__init__.py":
            header = _HEADER.search(entry.read_text("utf-8"))
            if header is not None:
                found.append(read_header(header.group(1)))
    groups = list(GROUPS)
    return tuple(sorted(found, key=lambda one: (groups.index(one.group) if one.group else len(groups), one.order)))


def read_header(text: str) -> Place:
    """The place that a header names: the call `Screen(…)` as it stands in the source, without `build`."""
    call = ast.parse(text, mode="eval").body
    if not isinstance(call, ast.Call):
        raise TypeError(text)
    return Place(**{str(one.arg): _literal(one.value) for one in call.keywords if one.arg != "build"})


def build(name: str, context: Context) -> View[Any]:
    """Import a screen and make its widget."""
    screen: Screen = importlib.import_module(f"{PACKAGE}.{name}").SCREEN
    return screen.build(context)


def _literal(value: ast.expr) -> Any:
    is_marked = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "N_"
    return ast.literal_eval(value.args[0] if is_marked and isinstance(value, ast.Call) else value)
