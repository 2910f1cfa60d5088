"""Linear and mixed-integer programs as HiGHS takes them: numbers in, what was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = tuple[Sequence[int], Sequence[float]]
"""The columns of a row and their factors."""

Options = Mapping[str, bool | int | float]
"""Settings of HiGHS by name."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The largest cost·x with least ≤ rows·x ≤ most and 0 ≤ x ≤ 1; the columns in `whole` are 0 or 1."""

    cost: list[float]
    whole: set[int]
    rows: Sequence[Row]
    least: list[float]
    most: list[float]


@dataclass(frozen=True, slots=True)
class Found:
    """A solution. bound: no other is worth more; prices: what one unit more of each row's `most` adds (relaxed)."""

    values: list[float]
    worth: float
    bound: float
    prices: list[float]


def solved(linear: Linear, options: Options, *, whole: bool, start: Sequence[float] = ()) -> Found | None:
    """The best that was found, of the relaxation where whole is False. None where there is nothing.

    start: values of a solution to go on from.
    """
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the package has no types
    for name, setting in {"output_flag": False, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, setting)
    solver.passModel(_model(linear, highspy, whole=whole))
    if start:
        given = highspy.HighsSolution()
        given.col_value = list(start)
        solver.setSolution(given)
    solver.run()
    solution, told = solver.getSolution(), solver.getInfo()
    if not solution.value_valid or told.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    worth = told.objective_function_value
    return Found(solution.col_value, worth, told.mip_dual_bound if whole else worth, solution.row_dual)


def _model(linear: Linear, highspy: Any, *, whole: bool) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(linear.cost), len(linear.rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = linear.cost
    model.col_lower_, model.col_upper_ = [0.0] * len(linear.cost), [1.0] * len(linear.cost)
    model.row_lower_, model.row_upper_ = linear.least, linear.most
    starts, index, value = [0], list[int](), list[float]()
    for columns, factors in linear.rows:
        index.extend(columns)
        value.extend(factors)
        starts.append(len(index))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[column in linear.whole] for column in range(len(linear.cost))]
    return model
