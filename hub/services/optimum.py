"""The best assignment of a plan by a mixed-integer solver (HiGHS), loaded when it is used.

The solver works in floating point on a relaxation (`hub.domain.decide.program`); what it suggests is priced by the
exact comparison, so that a float never becomes money.
"""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType
from typing import Any

from hub.domain.decide.program import Program, Solution
from hub.domain.decide.usage import Key

GAP = 0.0007
"""The solver stops when its answer is proven to be this close; roundings have the rest of the 0.1 % of a plan."""

SECONDS = 20.0
"""More is not waited for; what was found so far is the suggestion, with the bound so far."""

_WORTHLESS = 1e-9
_MICRO = Decimal("0.000001")

_FLOAT_NOISE = Decimal("1e-6")
"""Share by which a bound in floating point is raised."""


Solver = Any
"""A HiGHS instance: the package has no types."""


def solve(program: Program) -> Solution | None:
    """The chosen path of each purchase, the bound and the worth of each cap; None where nothing was found."""
    import highspy

    solver = _loaded(program, highspy)
    solver.run()
    shadow = _shadow(solver, program)
    _require_whole(solver, program, highspy)
    solver.run()
    values = solver.getSolution().col_value
    if not values:
        return None
    chosen = [max(range(len(columns)), key=lambda n, c=columns: values[c[n]]) for columns in program.choices]  # type: ignore[misc]  # bound in the loop
    return Solution(chosen, _bound(solver, program), shadow)


def _loaded(program: Program, highspy: ModuleType) -> Solver:
    """A solver with the program, whole numbers not yet required."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.worth), len(program.rows) + len(program.choices)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = [float(worth) for worth in program.worth]
    model.col_lower_ = [0.0] * len(program.worth)
    model.col_upper_ = [1.0] * len(program.worth)
    model.row_lower_ = [-highspy.kHighsInf] * len(program.rows) + [1.0] * len(program.choices)
    model.row_upper_ = [float(row.most) for row in program.rows] + [1.0] * len(program.choices)
    starts, index, value = [0], list[int](), list[float]()
    for row in program.rows:
        index.extend(column for column, _ in row.terms)
        value.extend(float(factor) for _, factor in row.terms)
        starts.append(len(index))
    for columns in program.choices:
        index.extend(columns)
        value.extend([1.0] * len(columns))
        starts.append(len(index))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    solver = highspy.Highs()
    for name, setting in (("output_flag", False), ("mip_rel_gap", GAP), ("time_limit", SECONDS), ("random_seed", 0)):
        solver.setOptionValue(name, setting)
    solver.passModel(model)
    return solver


def _require_whole(solver: Solver, program: Program, highspy: ModuleType) -> None:
    import numpy as np

    columns = np.array(sorted(program.whole), dtype=np.int32)
    solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), int(highspy.HighsVarType.kInteger)))


def _shadow(solver: Solver, program: Program) -> dict[Key, Decimal]:
    """What one unit more of a cap would add to the relaxed optimum, in home money."""
    duals = solver.getSolution().row_dual
    found = {}
    for row, dual in zip(program.rows, duals, strict=False):  # the rows of choices come after
        if row.key is not None and abs(dual) > _WORTHLESS:
            found[row.key] = Decimal(str(abs(dual))).quantize(_MICRO)
    return found


def _bound(solver: Solver, program: Program) -> Decimal | None:
    if not program.is_bound:
        return None
    bound = Decimal(str(solver.getInfo().mip_dual_bound))
    return bound + abs(bound) * _FLOAT_NOISE if bound.is_finite() else None
