"""Sentences of insights: the headline, the reason, the button."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale.wording.template import Template

HEADLINES: Mapping[str, Template] = {}

WHYS: Mapping[str, Template] = {}

ACTIONS: Mapping[str, Template] = {}
