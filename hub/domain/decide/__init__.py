"""Every way to pay on one scale of money: decide, replay and plan.

`case.parse` reads a case document, `compare` prices every option for one purchase. The text that defines every number
is DECIDE; section numbers in the docstrings are its. The way of a number through the modules: `case` (what is given) →
`casebook` (compiled) → `route` (a path prepared for what its hops see) → `calculate` (lines in one box of worlds) →
`outcome` (nets, interval) → `rank`.

To add a kind of rule: its arithmetic in `rewards`, its fields in `terms` and `read_terms`, a worked case in
`tests/decide/cases`. Nothing here may know an issuer, a name or a commission.
"""

from hub.domain.decide.case import parse
from hub.domain.decide.comparison import compare
from hub.domain.decide.history import fair_best, replay
from hub.domain.decide.planning import plan

__all__ = ["compare", "fair_best", "parse", "plan", "replay"]
