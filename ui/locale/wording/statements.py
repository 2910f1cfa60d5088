"""Sentences about files: problems in lines, questions, their answers and reasons, and how a file was read."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale.wording.template import Template

PROBLEMS: Mapping[str, Template] = {}

QUESTIONS: Mapping[str, Template] = {}

CHOICES: Mapping[str, Template] = {}

REASONS: Mapping[str, Template] = {}

FACTS: Mapping[str, Template] = {}
