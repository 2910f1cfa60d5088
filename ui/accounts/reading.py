"""What the accounts screen shows, read from the vault. Runs on workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.account import KINDS, Account, Position
from hub.domain.chains import chain_of
from hub.domain.cycle import CardStatement
from hub.domain.errors import LedgerError
from hub.domain.money import to_minor
from hub.services import accounts, balances, cards, holdings, iou, loans, reconcile, terms, transfers, whence, worth
from hub.services.accounts import Standing
from hub.services.balances import DayEnd
from hub.services.holdings import Portfolio
from hub.services.iou import Person
from hub.services.loans import Plan
from hub.services.reconcile import Broken, Met
from hub.services.vaults import Vault
from hub.services.whence import Origin
from hub.services.worth import Worth
from ui.locale import wording

CYCLES = 4
"""Statement cycles of a card that are shown."""
WAITING_DAYS = 120
"""Days back in which transfers are counted that wait for a yes; the screen of transfers looks at all."""
COURSE_DAYS = 365
"""Days of the course of a balance."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the person stands, and the archived accounts, which the list keeps apart.

    broken: reconciliations that no longer hold. worth: net worth at the ends of months. to_link: transfers and chains
    that wait for a yes.
    """

    standing: Standing
    archived: tuple[Position, ...]
    today: date
    broken: tuple[Broken, ...] = ()
    worth: tuple[Worth, ...] = ()
    to_link: int = 0

    @property
    def positions(self) -> tuple[Position, ...]:
        """All accounts, archived ones last."""
        return (*self.standing.positions, *self.archived)

    def groups(self) -> list[tuple[str, list[Position]]]:
        """The accounts in use by kind, in the order of kinds."""
        found = [(kind, [one for one in self.standing.positions if one.account.kind == kind]) for kind in KINDS]
        return [(kind, held) for kind, held in found if held]

    def find(self, account_id: object) -> Position | None:
        """The account with this id."""
        return next((one for one in self.positions if one.account.id == account_id), None)

    def name_of(self, account_id: int | None) -> str:
        """The name of an account, "" for none."""
        found = self.find(account_id)
        return "" if found is None else found.account.name


def read(vault: Vault, today: date) -> Shown:
    """Everything for one look."""
    standing = accounts.standing(vault, today)
    archived = tuple(one for one in accounts.positions(vault) if one.account.is_archived)
    since = today - timedelta(days=WAITING_DAYS)
    waiting = len(transfers.proposed(vault, since)) + len(transfers.fundings(vault, since))
    history = tuple(worth.over_time(vault, today))
    return Shown(standing, archived, today, tuple(reconcile.broken(vault)), history, waiting)


@dataclass(frozen=True, slots=True)
class About:
    """All about one account. problem: why a loan has no schedule; point_value: what one point is worth at home."""

    account: Account
    course: tuple[DayEnd, ...]
    origin: Origin
    chain: tuple[str, ...]
    cycles: tuple[CardStatement, ...] = ()
    plan: Plan | None = None
    problem: str = ""
    portfolio: Portfolio | None = None
    people: tuple[Person, ...] = ()
    met: tuple[Met, ...] = ()
    point_value: Decimal | None = None

    @property
    def points_worth(self) -> int:
        """Minor units of the home currency."""
        return to_minor(self.origin.balance * (self.point_value or Decimal(0)), self.origin.home)


def about(vault: Vault, account: Account, shown: Shown) -> About:
    """Everything for the inspector of one account."""
    today, kind = shown.today, account.kind
    known = {one.account.id: one.account for one in shown.positions}
    chain = chain_of(account.id, {at: one.funded_by for at, one in known.items()})
    plan, problem = _plan(vault, account, today) if kind == "loan" else (None, "")
    return About(
        account,
        tuple(course(vault, account, today)),
        whence.balance(vault, account.id, today),
        tuple(known[at].name for at in chain if at in known),
        tuple(one for one in cards.cycles(vault, account.id, today, CYCLES)) if kind == "card" else (),
        plan,
        problem,
        holdings.portfolio(vault, account.id, today) if kind == "investment" else None,
        tuple(iou.people(vault, account.id)) if kind == "iou" else (),
        tuple(reconcile.history(vault, account.id)),
        _point_value(vault, account) if kind == "points" else None,
    )


def _plan(vault: Vault, account: Account, today: date) -> tuple[Plan | None, str]:
    try:
        return loans.plan(vault, account.id, today), ""
    except LedgerError as error:
        return None, str(wording.error(error))


def _point_value(vault: Vault, account: Account) -> Decimal | None:
    """What a point is worth to the person, else its cash value."""
    for document, value in terms.programmes(vault):
        if account.programme in {document.get("id"), document.get("name")}:
            found = value or document.get("cash_value")
            return None if found is None else Decimal(found)
    return None


def course(vault: Vault, account: Account, today: date) -> list[DayEnd]:
    """The balance of the last year, or since the account was opened."""
    first = today - timedelta(days=COURSE_DAYS)
    if account.opened_on is not None:
        first = min(max(first, account.opened_on), today)
    return balances.course(vault, account.id, first, today)
