"""The options that say what a rule does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from hub.domain.errors import LedgerError
from hub.domain.money import parse_decimal
from ui.cli.shapes import Names
from ui.locale import N_

if TYPE_CHECKING:
    from hub.domain.rule_parts import RulePart
    from hub.domain.transaction import Rule

Category = Annotated[str, typer.Option(metavar="NAME", help=N_("The category they get."))]
Payee = Annotated[str, typer.Option(metavar="NAME", help=N_("The payee they get."))]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="NAME", help=N_("A tag they get; may be repeated."))]
Parts = Annotated[
    list[str] | None,
    typer.Option(
        "--part",
        metavar="CATEGORY=SHARE",
        help=N_("Split: groceries=70% or shopping=12.50; the last one, without a share, takes the rest."),
    ),
]
AsTransfer = Annotated[bool, typer.Option("--transfer", help=N_("They are moves between own accounts."))]
Ignored = Annotated[bool, typer.Option("--ignore", help=N_("They count in no sum of spending or income."))]

_SHARE = re.compile(r"(?P<category>[^=]*)(?:=(?P<number>[0-9.]+)(?P<percent>%?))?")


def drafted(
    names: Names,
    query: str,
    category: str,
    payee: str,
    tags: Sequence[str] | None,
    parts: Sequence[str] | None,
    *,
    transfer: bool,
    ignore: bool,
) -> Rule:
    """The rule that the options say, not checked yet."""
    from hub.services import rules

    chosen = category or ("transfer" if transfer else "not_counted" if ignore else "")
    return rules.draft(
        query,
        category_id=names.category_id(chosen) if chosen else None,
        payee=payee,
        tags=tags or (),
        parts=[_part(one, names) for one in parts or ()],
    )


def _part(typed: str, names: Names) -> RulePart:
    from hub.domain.rule_parts import RulePart

    found = _SHARE.fullmatch(typed.replace(" ", ""))
    try:
        number = None if found is None or found["number"] is None else parse_decimal(found["number"])
    except ValueError:
        found = None
    if found is None:
        raise LedgerError("rule_part_unreadable", where={"part": typed})
    category_id = names.category_id(found["category"]) if found["category"] else None
    return RulePart(category_id, number if found["percent"] else None, None if found["percent"] else number)
