"""The preview of an import on the command line: each line with what it is and why, open questions, turned lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.tables import table
from ui.locale import _

if TYPE_CHECKING:
    from hub.services.imports import Part, Preview
    from hub.services.vaults import Vault

_ALL = "all"


def turned(shown: Preview, wanted: Sequence[str]) -> Preview:
    """The preview with lines added that would be left out, and lines left out that would be added.

    wanted: LINE, or FILE:LINE where there are several files; "all" in the place of the line leaves all out.
    """
    from ui.bringing import changing

    for one in wanted:
        name, _colon, number = one.rpartition(":")
        if number == _ALL:
            shown = _without(shown, name)
            continue
        found = [
            ((at, part), index)
            for at, file in enumerate(shown.files)
            if not name or name in {file.path.name, str(file.path)}
            for part, content in enumerate(file.parts)
            for index, line in enumerate(content.statement.lines)
            if str(line.line) == number
        ]
        if len(found) != 1:
            words = _("{line} is no line of these files, or of several of them; name it as FILE:LINE.")
            raise typer.BadParameter(words.format(line=one))
        place, index = found[0]
        is_on = changing.part_at(shown, place).taken[index]
        shown = changing.tick(shown, place, index, is_on=not is_on)
    return shown


def _without(shown: Preview, name: str) -> Preview:
    """The preview with all lines left out, of one file or of all."""
    from ui.bringing import changing

    for at, file in enumerate(shown.files):
        for part, content in enumerate(file.parts):
            if not name or name in {file.path.name, str(file.path)}:
                shown = changing.tick_many(shown, (at, part), range(len(content.taken)), is_on=False)
    return shown


def layouts_of(vault: Vault, shown: Preview) -> list[dict[str, Any]]:
    """What was known of each file's layout before it came in: its hash, how many files came in by it, answers."""
    from hub.services import layouts

    readings = [(file.path, file.reading) for file in shown.files if file.reading is not None]
    found = [(path, layouts.known(vault, reading, path.stem)) for path, reading in readings]
    return [
        {"file": str(path), "layout": one.layout, "uses": one.uses, "answers": dict(one.answers)} for path, one in found
    ]


def lines_of(part: Part, categories: dict[int, str]) -> list[dict[str, Any]]:
    """Each line of a part: what it is, why, the row it is, the category proposed and how sure that is."""
    currency = part.account.currency
    rows = zip(part.statement.lines, part.amounts, part.marks, part.sorted_as, part.taken, strict=True)
    return [
        {
            "line": line.line,
            "booked_on": line.booked_on.isoformat(),
            "payee": as_.payee,
            "amount": decimal_text(amount, currency),
            "mark": mark.kind,
            "why": mark.why,
            "row": mark.id if mark.id is not None and mark.id < 1 << 60 else None,
            "taken": bool(is_taken),
            "category": categories.get(as_.category_id) if as_.category_id is not None else None,
            "suggested": categories.get(as_.suggested) if as_.suggested is not None else None,
            "confidence": as_.confidence,
        }
        for line, amount, mark, as_, is_taken in rows
    ]


def lines_text(lines: Sequence[dict[str, Any]]) -> str:
    """The same for people."""
    from datetime import date

    from ui.bringing.marked import marked
    from ui.locale import text

    heads = (_("Line"), _("Add"), _("Day"), _("Payee"), _("Amount"), _("Category"), _("Why"))
    rows = [
        (
            str(one["line"]),
            "+" if one["taken"] else "",
            text.day(date.fromisoformat(one["booked_on"])),
            one["payee"][:40],
            one["amount"],
            one["category"] or (f"{one['suggested']}?" if one["suggested"] else ""),
            marked(one["mark"], one["why"]),
        )
        for one in lines
    ]
    return table(heads, rows, "><<<><<", indent="  ")


def questions_of(shown: Preview) -> list[dict[str, Any]]:
    """What the files leave open, with what was assumed; answered ones are none."""
    return [
        {
            "file": str(file.path),
            "code": one.code,
            "choices": list(one.choices),
            "assumed": one.assumed,
            "because": one.because,
        }
        for file in shown.files
        if file.reading is not None
        for one in file.reading.questions
        if not one.is_answered
    ]


def questions_text(shown: Preview) -> str:
    """The same for people, with the option that answers each."""
    from ui.locale import wording

    words = _("{file}: {question} Assumed: {choice} ({reason}). To change it: --answer {code}={choices}")
    return "\n".join(
        words.format(
            file=file.path.name,
            question=wording.question(one),
            choice=wording.choice(one.assumed),
            reason=wording.because(one.because),
            code=one.code,
            choices="|".join(one.choices),
        )
        for file in shown.files
        if file.reading is not None
        for one in file.reading.questions
        if not one.is_answered
    )
