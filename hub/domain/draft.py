"""What somebody was typing when the vault was locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """The entries of a form. form: its name, the same for ever; subject: what it is about (an id), "" for a new one.

    content: JSON, known to the form alone.
    """

    form: str
    subject: str
    content: Mapping[str, Any]
