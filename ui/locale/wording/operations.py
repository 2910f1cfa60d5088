"""What an operation did, in the past, for the undo line and the list of operations."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale.wording.template import Template

TABLE: Mapping[str, Template] = {}
