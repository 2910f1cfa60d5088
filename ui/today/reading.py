"""What Today shows, read from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hub.domain.account import SPENDABLE
from hub.domain.bill import Bill
from hub.domain.insight import STALE_AFTER
from hub.domain.transaction import Category
from hub.services import alarms, backup, coach, demo, doubles, ledger, recurrence, today, watching
from hub.services.backup import Standing
from hub.services.coach import WorthDoing
from hub.services.offering import lives, moments
from hub.services.offering.moments import Ending
from hub.services.today import Today
from hub.services.vaults import Vault
from hub.services.watching import Offered
from ui.bills.naming import SALARY


@dataclass(frozen=True, slots=True)
class Shown:
    """The day, what is worth doing, and the names that both need. is_sample: the sample household is loaded.

    backups: how the vault stands with them, None where nothing lasts. doubles: pairs of rows that may be one.
    offered: files of the watched folder. alerts: charges that look wrong. ending: offers that were tracked and end.
    missing: credits of offers that did not come.
    is_early: what recurs has still to be found, which takes a while.
    """

    seen: Today
    worth: WorthDoing
    categories: Mapping[int, Category]
    is_sample: bool
    backups: Standing | None = None
    doubles: int = 0
    offered: tuple[Offered, ...] = ()
    alerts: int = 0
    ending: tuple[Ending, ...] = ()
    missing: int = 0
    is_early: bool = False

    @property
    def currency(self) -> str:
        """The home currency, in which everything here is."""
        return self.seen.free.currency

    @property
    def has_spendable(self) -> bool:
        """Whether there is an account whose balance is in reach, in the home currency."""
        found = (one.account for one in self.seen.positions)
        return any(one.kind in SPENDABLE and one.currency == self.currency for one in found)

    @property
    def stale(self) -> int:
        """How many accounts had no news for too long; cash and accounts without any booking don't count."""
        return sum(
            (self.seen.day - max(one.last_booked_on, one.last_import_on or one.last_booked_on)).days > STALE_AFTER
            for one in self.seen.positions
            if one.last_booked_on is not None and one.account.kind != "cash"
        )

    @property
    def last_import(self) -> date | None:
        """The day of the newest import."""
        return max((one.last_import_on for one in self.seen.positions if one.last_import_on is not None), default=None)

    def is_salary(self, income: Bill) -> bool:
        """Whether an income is somebody's wages."""
        category = self.categories.get(income.category_id) if income.category_id is not None else None
        return category is not None and category.name == SALARY


def read(vault: Vault, day: date) -> Shown:
    """Everything for one look."""
    is_early = recurrence.is_long(vault, day)
    seen = today.look(vault, day, at_once=is_early)
    categories = {one.id: one for one in ledger.categories(vault)}
    waiting = tuple(watching.offered(vault, datetime.now(UTC)))
    stands = backup.standing(vault) if vault.is_lasting else None
    return Shown(
        seen,
        coach.worth_doing(vault, seen, at_once=is_early),
        categories,
        demo.is_loaded(vault),
        stands,
        doubles.count(vault),
        waiting,
        len(alarms.waiting(vault, day)),
        tuple(moments.ending(vault, day)),
        len(lives.missing(vault, day)),
        is_early,
    )
