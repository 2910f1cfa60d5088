"""Any number of ids in one statement: as a list in JSON, because a statement takes only so many values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select


def listed(ids: Iterable[int]) -> Select[Any]:
    """The ids as a query: `table.c.id.in_(listed(ids))`."""
    rows = func.json_each(f"[{','.join(map(str, ids))}]").table_valued("value")
    return select(rows.c.value)
