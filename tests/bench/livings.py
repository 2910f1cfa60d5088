"""Accounts of made-up households over years, from a seed: what is regular, habits with seasons, and surprises.

Unlike `households`, which is about what recurs, this keeps whole accounts with moves between them and card
statements that are settled, so that balances are known on every day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from hub.domain.account import Account
from hub.domain.cycle import due_on
from hub.domain.past import Flow, Moved
from hub.domain.period import add_months, clamp_day
from hub.domain.recurring import Payment

START = date(2022, 1, 1)
CURRENT, CARD, SAVINGS, WALLET = 1, 2, 3, 4


class Living:
    """One household from `START` to `end`: payments and moves by day; its accounts."""

    def __init__(self, seed: int, end: date) -> None:
        self.dice = Random(seed)  # noqa: S311  (a seed for tests, no secret)
        self.end = end
        self.payments: list[Payment] = []
        self.moves: list[tuple[int, Moved]] = []
        due = self.dice.choice([10, 14, 20])
        self.accounts = {
            CURRENT: Account(CURRENT, "Current", "current", "EUR"),
            CARD: Account(CARD, "Card", "card", "EUR", statement_day=self.dice.choice([18, 25, 31]),
                          due_days=due, funded_by=CURRENT),
            SAVINGS: Account(SAVINGS, "Savings", "savings", "EUR"),
            WALLET: Account(WALLET, "Wallet", "wallet", "EUR"),
        }  # fmt: skip
        self.opening = {CURRENT: 300_000, CARD: 0, SAVINGS: 500_000, WALLET: 5_000}
        self.has_card = self.dice.random() < 0.75
        self._regulars()
        self._habits()
        self._surprises()
        self._wallet()
        if self.has_card:
            self._settle()
        self.payments = [one for one in self.payments if START <= one.booked_on <= end]
        self.payments.sort(key=lambda one: (one.booked_on, one.id))

    def flows(self, today: date) -> list[Flow]:
        """The accounts as they stand on a day."""
        last = today.toordinal()
        made = []
        for number, account in self.accounts.items():
            days: dict[int, int] = defaultdict(int)
            for one in self.payments:
                if one.account_id == number and one.booked_on <= today:
                    days[one.booked_on.toordinal()] += one.amount
            moved = [move for at, move in self.moves if at == number and move.on <= last]
            balance = self.opening[number] + sum(days.values()) + sum(one.amount for one in moved)
            made.append(Flow(account, balance, days, moved))
        return made

    def pay(self, on: date, cents: int, payee: str, account: int = CURRENT) -> None:
        if START <= on <= self.end:
            self.payments.append(Payment(len(self.payments) + 1, account, on, cents, "EUR", payee))

    def move(self, on: date, cents: int, out: int, into: int) -> None:
        number = len(self.moves) + 1
        if START <= on <= self.end:
            self.moves += [(out, Moved(on.toordinal(), -cents, number)), (into, Moved(on.toordinal(), cents, number))]

    def months(self, day: int, every: int = 1, offset: int = 0) -> list[date]:
        found, at = [], offset
        while (on := add_months(START, at)) <= self.end:
            found.append(clamp_day(on.year, on.month, day))
            at += every
        return found

    def priced(self, base: int, chance: float = 0.5, growth: float = 0.12) -> dict[date, int]:
        """Days on which a price begins, with it."""
        steps = {START: base}
        days = (self.end - START).days
        for _ in range(3):
            if self.dice.random() < chance:
                steps[START + timedelta(self.dice.randrange(days))] = 0
        price = base
        for on in sorted(steps)[1:]:
            price = round(price * (1 + growth * self.dice.random()))
            steps[on] = price
        return steps

    def _regulars(self) -> None:
        dice = self.dice
        wage = dice.randrange(210_000, 420_000)
        self._series(self.months(dice.choice([25, 27, 28, 31])), self.priced(wage, 0.5, 0.06), "Lindner Verlag", 0.0)
        if dice.random() < 0.35:  # a bonus each year
            self._series(self.months(28, 12, dice.randrange(12)), {START: wage // 2}, "Lindner Praemie", 0.1)
        self._series(self.months(1), self.priced(-round(wage * 0.3), 0.3, 0.08), "Hausverwaltung Seifert", 0.0)
        self._series(self.months(dice.randrange(2, 28)), self.priced(-8_800), "Stadtwerke Freiburg", 0.0)
        self._series(self.months(dice.randrange(2, 28)), self.priced(-3_995), "Glasfaser Baden", 0.0)
        self._series(self.months(dice.randrange(2, 28)), {START: -2_400}, "Telmo Mobile", 0.2)
        self._series(self.months(15, 3, dice.randrange(3)), self.priced(-17_250), "Badenia Auto", 0.0)
        self._series(self.months(dice.randrange(2, 28), 3, dice.randrange(3)), {START: -5_508}, "Rundfunk Beitrag", 0.0)
        self._series(self.months(20, 12, dice.randrange(12)), self.priced(-32_000), "Badenia Hausrat", 0.0)
        self._series(self.months(10, 12, dice.randrange(12)), self.priced(-61_000), "Sonnhalde Verein", 0.0)
        for name, price in (("Streamly", 1_299), ("Tonwerk Music", 1_099), ("Nebula Cloud", 299)):
            at = CARD if self.has_card else CURRENT
            self._series(self.months(dice.randrange(1, 29)), self.priced(-price), name, 0.0, at)
        if dice.random() < 0.7:
            amount = round(wage * dice.choice([0.05, 0.1, 0.15]))
            for on in self.months(dice.choice([1, 4, 28])):
                self.move(on, amount, CURRENT, SAVINGS)

    def _series(self, days: list[date], price: dict[date, int], payee: str, spread: float, at: int = CURRENT) -> None:
        for due in days:
            on = due
            while on.weekday() > 4:
                on += timedelta(1)
            if self.dice.random() < 0.05:
                on += timedelta(self.dice.randrange(1, 3))
            amount = price[max(day for day in price if day <= max(due, START))]
            self.pay(on, round(amount * self.dice.uniform(1 - spread, 1 + spread)), payee, at)

    def _habits(self) -> None:
        dice = self.dice
        level = dice.uniform(0.5, 1.6)
        season = {7: dice.uniform(1.0, 1.7), 8: dice.uniform(1.0, 1.7), 12: dice.uniform(1.1, 2.0), 1: 0.85}
        drift = dice.uniform(-0.08, 0.15)
        on = START
        while on <= self.end:
            now = level * season.get(on.month, 1.0) * (1 + drift * (on - START).days / 365)
            at = CARD if self.has_card and dice.random() < 0.5 else CURRENT
            if on.weekday() == 5 and dice.random() < 0.9:
                self.pay(on, -round(now * dice.randrange(4_000, 12_000)), "Gruenmarkt", at)
            for share, low, high, payee in (
                (0.35, 800, 4_500, "Biomarkt Wiehre"), (0.4, 320, 900, "Mensa Institut"),
                (0.12, 800, 15_000, "Marketly"), (0.2, 1_200, 6_500, "Gasthaus Krone"),
                (0.07, 4_200, 8_500, "Route Station"),
            ):  # fmt: skip
                if dice.random() < share * (1.3 if on.weekday() > 3 else 0.9):
                    self.pay(on, -round(now * dice.randrange(low, high)), f"{payee} {dice.randrange(30)}", at)
            on += timedelta(1)

    def _surprises(self) -> None:
        days = (self.end - START).days
        for _ in range(days // 75):
            on = START + timedelta(self.dice.randrange(days))
            self.pay(on, -round(self.dice.paretovariate(1.6) * 12_000), f"Werkstatt {self.dice.randrange(9999)}")
        for _ in range(days // 150):
            on = START + timedelta(self.dice.randrange(days))
            self.pay(on, self.dice.randrange(3_000, 25_000), f"Gutschrift {self.dice.randrange(9999)}")

    def _wallet(self) -> None:
        left, on = self.opening[WALLET], START
        while on <= self.end:
            if self.dice.random() < 0.25:
                spent = self.dice.randrange(300, 2_500)
                if left < spent:
                    self.move(on, 5_000, CURRENT, WALLET)
                    left += 5_000
                self.pay(on, -spent, f"Kiosk {self.dice.randrange(9999)}", WALLET)
                left -= spent
            on += timedelta(1)

    def _settle(self) -> None:
        """Each statement is paid in full on its due day."""
        card = self.accounts[CARD]
        paid = 0
        for closes in self.months(card.statement_day or 31):
            due = due_on(card, closes)
            owed = (
                -sum(one.amount for one in self.payments if one.account_id == CARD and one.booked_on <= closes) - paid
            )
            if due is not None and owed > 0:
                while due.weekday() > 4:
                    due += timedelta(1)
                self.move(due, owed, CURRENT, CARD)
                paid += owed if due <= self.end else 0
