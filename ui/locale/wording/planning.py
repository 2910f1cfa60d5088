"""Words of plans: what was done, and what was wrong."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

OPERATIONS: Mapping[str, Template] = {
    "set_budget": N_("Planned a category from {month}"),
    "plan_usual": plural("Planned {count} category at what it usually costs",
                         "Planned {count} categories at what they usually cost"),
    "add_goal": N_("Added the goal {name}"),
    "change_goal": N_("Changed the goal {name}"),
    "remove_goal": N_("Removed a goal"),
}  # fmt: skip

ERRORS: Mapping[str, Template] = {"no_such_goal": N_("This goal is gone.")}
