"""How good the forecast is on many made-up households, and how fast on twelve accounts."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the generators stand beside

from forecast_scores import score
from livings import Living

from hub.services import accounts, forecast, ledger, vaults
from storage.vault import Vault

TODAY = date(2025, 6, 30)


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a script prints


def quality(houses: int) -> None:
    """Errors and coverage over households, six forecasts each."""
    scores = score(range(houses), (0, 45, 100, 160, 220, 290))
    for of in ("total", "current", "card", "wallet"):
        means = ", ".join(f"{who} {scores.mean(who, of) / 100:.0f} €" for who in ("coffer", "last month", "last year"))
        say(f"{of:8} mean error at 30 days: {means}; better by {scores.gain(of):.0%}")
    for ahead in (7, 30):
        say(f"held at {ahead} days: " + ", ".join(f"{level} % → {scores.coverage(level, ahead):.1%}"
                                                 for level in (50, 80, 95)))  # fmt: skip


def filled(vault: Vault) -> list[int]:
    """Twelve accounts: three households of four in one vault; their numbers."""
    made = []
    for seed in range(3):
        house = Living(seed, TODAY)
        numbers: dict[int, int] = {}
        for key, one in house.accounts.items():
            numbers[key] = accounts.add(
                vault, f"{one.name} {seed}", one.kind, "EUR", opening=house.opening[key],
                statement_day=one.statement_day, due_days=one.due_days,
                funded_by=numbers.get(one.funded_by or 0),
            )  # fmt: skip
        made += numbers.values()
        store(vault, house, numbers)
    return made


def store(vault: Vault, house: Living, numbers: dict[int, int]) -> None:
    """Put a household's payments and moves into the vault."""
    from storage import transactions
    from storage import transfers as rows

    with vault.write("fill") as write:
        for one in house.payments:
            transactions.insert_one(write.connection, account_id=numbers[one.account_id], booked_on=one.booked_on,
                                    amount=one.amount, payee=one.payee, folded=one.payee.casefold())  # fmt: skip
        sides: dict[int, list[int]] = {}
        for at, move in house.moves:
            made = transactions.insert_one(
                write.connection, account_id=numbers[at], booked_on=date.fromordinal(move.on), amount=move.amount,
                payee="Umbuchung", folded="umbuchung",
            )  # fmt: skip
            sides.setdefault(move.transfer, []).append(made)
        for ids in sides.values():
            rows.link(write.connection, ids, 100, "by_hand", "hand")


def speed() -> None:
    """The first look, one after nothing changed, and one after an edit; best of five."""
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        numbers = filled(vault)
        say(f"{len(numbers)} accounts × 365 days")
        say(f"first look: {1000 * measured(vault):.0f} ms")
        say(f"nothing changed: {1000 * min(measured(vault) for _ in range(5)):.0f} ms")
        took = []
        for number in range(5):
            ledger.add(vault, numbers[0], TODAY - timedelta(number), -1_234, "Biomarkt Wiehre")
            took.append(measured(vault))
        say(f"after an edit: {1000 * min(took):.0f} ms")


def measured(vault: Vault) -> float:
    """Seconds of the processor for one look, so that other work beside it does not count."""
    begun = time.process_time()
    forecast.look(vault, TODAY)
    return time.process_time() - begun


if __name__ == "__main__":
    quality(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
    speed()
