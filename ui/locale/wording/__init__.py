"""Sentences for codes: errors, problems in files, questions, facts, whys, insights, operations and names of things.

The layers below speak in codes with values; here every code gets its sentence. To add one, write a line into the
table of its kind (`errors`, `statements`, `decide`, `insights`, `operations`, `labels`)::

    "wrong_passphrase": N_("This passphrase does not open the vault."),
    "split_does_not_add_up": N_("The parts add up to {parts:money}, the transaction is {amount:money}."),
    "lines_left_out": plural("{count} line was left out.", "{count} lines were left out.", by="count"),

Places are the code's values by name. What follows the colon says how to write one: money (minor units of the value
`currency`), percent (a ratio), plain (no grouping), size (bytes), day_month, on_day; without it the type decides.
A code without a line gets a decent general sentence, and a test lists it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain import category_names
from hub.domain.errors import HubError
from hub.domain.money import parse_decimal
from hub.domain.statement import Fact, Problem, Question
from ui import locale
from ui.locale import gettext as _
from ui.locale import text
from ui.locale.wording import billing, decide, errors, insights, labels, operations, statements
from ui.locale.wording.template import Template, words


@dataclass(frozen=True, slots=True)
class Wording:
    """What to tell the person: what happened, where, and what to do now; place and next step may be empty."""

    message: str
    place: str
    next_step: str

    def __str__(self) -> str:
        sentence = f"{self.place}: {self.message}" if self.place else self.message
        return f"{sentence} {self.next_step}".rstrip()


def error(raised: HubError) -> Wording:
    """The sentence of an error, its place and the next step."""
    values = {**raised.where, **raised.values}
    message = errors.TABLE.get(raised.code) or statements.PROBLEMS.get(raised.code)
    step = errors.NEXT_STEPS.get(raised.next_step) or errors.NEXT_STEPS.get(raised.code)
    return Wording(
        message=words(message, values) if message else _general(raised.code, raised.values),
        place=place(raised.where),
        next_step=words(step, values) if step else "",
    )


def place(where: Mapping[str, object]) -> str:
    """A place in words: "statement.csv, line 20"; empty when there is none to name."""
    parts = [text.code(str(where[key])) for key in ("file", "path", "pointer") if where.get(key)]
    if where.get("line"):
        parts.append(_("line {line}").format(line=where["line"]))
    return ", ".join(parts)


def problem(found: Problem) -> str:
    """The sentence of a problem in a file, without its place."""
    return _worded(statements.PROBLEMS, found.code, {**found.values, "text": found.text, "line": found.line})


def question(asked: Question) -> str:
    """The sentence of a question about a file."""
    return _worded(statements.QUESTIONS, asked.code, {"assumed": choice(asked.assumed)})


def choice(code: str) -> str:
    """The name of a possible answer to a question about a file."""
    template = statements.CHOICES.get(code)
    return words(template, {}) if template else _spaced(code)


def because(code: str) -> str:
    """Why an answer was assumed."""
    return _worded(statements.REASONS, code, {})


def fact(known: Fact) -> str:
    """One fact about how a file was read: "decimal comma", "header on line 7"."""
    values = dict(known.values)
    unseen = statements.DELIMITERS.get(str(values.get("is"))) if known.code == "delimiter" else None
    if unseen:
        return words(unseen, {})
    if "is" in values:
        is_sign = known.code == "signs"
        template = (statements.SIGNS if is_sign else statements.CHOICES).get(str(values["is"]))
        # a comma that parts columns is shown as it is, not as a decimal sign
        if template and known.code != "delimiter":
            values["is"] = words(template, {})
    return _worded(statements.FACTS, known.code, values)


def facts(known: tuple[Fact, ...]) -> str:
    """How a file was read, in one line."""
    return ", ".join(fact(one) for one in known)


def comparison_line(kind: str) -> str:
    """The name of a line of a comparison: "Reward", "Fee for foreign currency"."""
    return _worded(decide.LINES, kind, {})


def why(code: str, values: Mapping[str, object], currency: str = "") -> str:
    """The arithmetic of a line of a comparison: "1.5 % of € 84.00". currency: of its amounts."""
    told = {**values, "currency": currency}
    if values.get("units") is not None and values.get("programme") and f"{code}_units" in decide.WHYS:
        code = f"{code}_units"
    return _worded(decide.WHYS, code, told)


def flag(flag_text: str, currency: str = "") -> str:
    """The sentence of a flag of an option, as "name" or "name:value" or "name:value:rest"."""
    name, _sep, value = flag_text.partition(":")
    value, _sep, rest = value.partition(":")
    told: dict[str, object] = {"value": _as_decimal(value), "rest": _as_decimal(rest), "currency": currency}
    return _worded(decide.FLAGS, name, told)


def rejection(reason: str) -> str:
    """Why a way to pay is left out, for "left out: Meridian Card, not accepted there"."""
    return _worded(decide.REJECTIONS, reason, {})


def insight(code: str, values: Mapping[str, object], today: date | None = None) -> str:
    """The headline of an insight; today: so that near days are named as people name them."""
    return _worded(insights.HEADLINES, code, {**values, "today": today})


def insight_why(code: str, values: Mapping[str, object]) -> str:
    """The reason of an insight."""
    return _worded(insights.WHYS, code, values)


def action(code: str, values: Mapping[str, object] | None = None) -> str:
    """The text of a button for a suggested action."""
    return _worded(insights.ACTIONS, code, values or {})


def operation(name: str, values: Mapping[str, object] | None = None) -> str:
    """What an operation did, for the undo line: "Imported 22 transactions"."""
    return _worded(operations.TABLE, name, values or {})


def evidence(code: str, values: Mapping[str, object]) -> str:
    """What speaks for an alert: "Usually € 20.00 … now € 199.00."."""
    return _worded(billing.EVIDENCE, code, values)


def label(group: str, code: str) -> str:
    """The name of a thing that has a code: label("account_kind", "card") → "Card", label("setting", "theme")."""
    template = labels.TABLES.get(group, {}).get(code)
    return words(template, {}) if template else text.capital(_spaced(code))


def rate_source(source: str) -> str:
    """Who says an exchange rate: "your own entry", a source by its name, or "an unknown place"."""
    return _("your own entry") if source == "hand" else text.code(source) or _("an unknown place")


def point(code: str, count: int, names: Sequence[str]) -> str:
    """What a point of the check-up wants."""
    template = labels.TABLES["point_wants"].get(code)
    return words(template, {"count": count, "names": tuple(names)}) if template else _spaced(code)


def category(code: str) -> str:
    """The name of a default category in the language of names, "" for a name that the person gave."""
    wanted = locale.language_of_names()
    if wanted != locale.language() and wanted in category_names.LANGUAGES and code in category_names.NAMES:
        return category_names.NAMES[code][category_names.LANGUAGES.index(wanted)]
    template = labels.TABLES["category"].get(code)
    return words(template, {}) if template else ""


def label_or_empty(group: str, code: str) -> str:
    """The name of a thing that has a code, or "" where the tables have none (help texts)."""
    template = labels.TABLES.get(group, {}).get(code)
    return words(template, {}) if template else ""


def _as_decimal(value: str) -> object:
    """An amount inside a flag is a plain decimal; anything else is a name."""
    try:
        return parse_decimal(value)
    except ValueError:
        return value


def _worded(table: Mapping[str, Template], code: str, values: Mapping[str, object]) -> str:
    template = table.get(code)
    return words(template, values) if template else _general(code, values)


def _general(code: str, values: Mapping[str, object]) -> str:
    named = ", ".join(f"{_spaced(key)}: {value}" for key, value in values.items() if isinstance(value, str | int))
    return f"{text.capital(_spaced(code))} ({named})" if named else text.capital(_spaced(code))


def _spaced(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")


__all__ = [
    "Wording",
    "action",
    "because",
    "category",
    "choice",
    "comparison_line",
    "error",
    "fact",
    "facts",
    "flag",
    "insight",
    "insight_why",
    "label",
    "label_or_empty",
    "operation",
    "place",
    "problem",
    "question",
    "rejection",
    "why",
]
