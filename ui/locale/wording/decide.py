"""Reasons of comparison lines, offers and suggestions of payment."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale.wording.template import Template

WHYS: Mapping[str, Template] = {}
