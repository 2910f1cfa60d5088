"""The best assignment of a plan by a mixed-integer solver (HiGHS), loaded when it is used.

The solver works in floating point on a relaxation (`hub.domain.decide.program`); what it suggests is priced by the
exact comparison, so that a float never becomes money.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hub.domain.decide.program import Program, Solution
from hub.domain.decide.usage import Key
from hub.services.linear import Found, Linear, Options, solved
from hub.services.plan_parts import MOST, in_parts

GAP = 0.0007
"""The solver stops when its answer is proven to be this close; roundings have the rest of the 0.1 % of a plan."""

SECONDS = 20.0
"""More is not waited for; what was found so far is the suggestion, with the bound so far."""

_OPTIONS: Options = {"mip_rel_gap": GAP, "time_limit": SECONDS}
_WORTHLESS = 1e-9
_MICRO = Decimal("0.000001")

_FLOAT_NOISE = Decimal("1e-6")
"""Share by which a bound in floating point is raised."""


def solve(program: Program) -> Iterator[Solution]:
    """Suggestions: the chosen path of each purchase, a bound, the worth of each cap. Nothing where none was found.

    A large program is solved in parts first, which is quick; whoever judges the suggestion to be close enough does
    not ask for the next one, which is of the whole.
    """
    linear = _linear(program)
    relaxed = solved(linear, {}, whole=False)
    if relaxed is None:
        return
    shadow = _shadow(relaxed, program)
    quick: Found | None = None
    if len(program.choices) > MOST:
        for quick in in_parts(linear, program.choices, relaxed, GAP):
            yield _solution(program, quick, shadow)
    best = solved(linear, _OPTIONS, whole=True, start=() if quick is None else quick.values)
    if best is not None:
        yield _solution(program, best, shadow)


def _linear(program: Program) -> Linear:
    rows = [([column for column, _ in row.terms], [float(factor) for _, factor in row.terms]) for row in program.rows]
    ones = [1.0] * len(program.choices)
    return Linear(
        [float(worth) for worth in program.worth],
        program.whole,
        [*rows, *((columns, [1.0] * len(columns)) for columns in program.choices)],
        [float("-inf")] * len(program.rows) + ones,
        [float(row.most) for row in program.rows] + ones,
    )


def _solution(program: Program, found: Found, shadow: dict[Key, Decimal]) -> Solution:
    values = found.values
    chosen = [max(range(len(columns)), key=lambda n, c=columns: values[c[n]]) for columns in program.choices]  # type: ignore[misc]  # bound in the loop
    return Solution(chosen, _bound(found, program), shadow)


def _shadow(relaxed: Found, program: Program) -> dict[Key, Decimal]:
    """What one unit more of a cap would add to the relaxed optimum, in home money."""
    found = {}
    for row, price in zip(program.rows, relaxed.prices, strict=False):  # the rows of choices come after
        if row.key is not None and abs(price) > _WORTHLESS:
            found[row.key] = Decimal(str(abs(price))).quantize(_MICRO)
    return found


def _bound(found: Found, program: Program) -> Decimal | None:
    if not program.is_bound:
        return None
    bound = Decimal(str(found.bound))
    return bound + abs(bound) * _FLOAT_NOISE if bound.is_finite() else None
