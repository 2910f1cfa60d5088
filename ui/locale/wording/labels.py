"""Names of things that have codes: kinds of account, states, settings and their choices, screens."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

TABLES: Mapping[str, Mapping[str, Template]] = {
    "account_kind": {
        "current": N_("Current account"),
        "savings": N_("Savings"),
        "card": N_("Card"),
        "wallet": N_("Wallet"),
        "cash": N_("Cash"),
        "loan": N_("Loan"),
        "investment": N_("Investment"),
        "points": N_("Points"),
    },
    "bill_state": {
        "expected": N_("Expected"),
        "due": N_("Due"),
        "paid": N_("Paid"),
        "late": N_("Late"),
        "skipped": N_("Skipped"),
    },
    "level": {
        "safe": N_("Safe"),
        "clear": N_("Clear"),
        "in_control": N_("In control"),
        "growing": N_("Growing"),
        "yours": N_("Yours"),
    },
    "per": {"once": N_("once"), "month": N_("a month"), "year": N_("a year")},
    "detail": {
        "nothing": N_("Nothing"),
        "total": N_("Total"),
        "band": N_("Band"),
        "category": N_("Category"),
        "amounts": N_("Amounts"),
        "full": N_("Everything"),
    },
    "setting_group": {
        "language": N_("Language and country"),
        "appearance": N_("Appearance"),
        "accessibility": N_("Accessibility"),
        "money": N_("Money"),
        "security": N_("Security"),
        "connections": N_("Connections"),
    },
    "setting": {
        "language": N_("Language"),
        "home_currency": N_("Home currency"),
        "country": N_("Country"),
        "theme": N_("Theme"),
        "font_percent": N_("Text size"),
        "density": N_("Rows"),
        "reduced_motion": N_("Less motion"),
        "chart_patterns": N_("Patterns in charts"),
        "buffer": N_("Buffer you keep"),
        "suggestion_threshold": N_("Suggest a category from"),
        "lock_after_minutes": N_("Lock after"),
        "rates_address": N_("Address for exchange rates"),
        "is_everything_off": N_("Everything off"),
        "household": N_("Name of the household"),
    },
    "setting_help": {
        "buffer": N_("What should always stay in your account. It is not counted as free to spend."),
        "suggestion_threshold": N_("How sure Coffer must be before it suggests a category."),
        "lock_after_minutes": N_("The vault locks when nobody has used the computer for this long."),
        "rates_address": N_("Asked only when you have allowed it; every request is listed under Privacy."),
        "is_everything_off": N_("One switch: nothing leaves this computer, whatever was allowed before."),
        "chart_patterns": N_("Tells parts of a chart apart by pattern as well as by colour."),
        "reduced_motion": N_("Nothing slides; changes appear at once."),
    },
    "setting_choice": {
        "language.system": N_("As the computer"),
        "theme.system": N_("As the computer"),
        "theme.light": N_("Light"),
        "theme.dark": N_("Dark"),
        "theme.contrast": N_("High contrast"),
        "density.comfortable": N_("Comfortable"),
        "density.compact": N_("Compact"),
        "lock_after_minutes.0": N_("Never"),
    },
}
