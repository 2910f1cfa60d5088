"""Histories of made-up households with the truth about what recurs, from a seed.

A label is a set of payment ids that are one series; everything else is noise that must not be taken for one:
groceries, commuting, canteen, fuel, cash, hairdresser, friends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from hub.domain.period import add_months, clamp_day
from hub.domain.recurring import Payment

LETTERS = "AEIOUBCDFGHJKLMNPQRSTVWXYZ"
START, END = date(2024, 1, 1), date(2026, 6, 30)


class House:
    """One household: payments and labels (name → ids)."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311  (a seed for tests, no secret)
        self.payments: list[Payment] = []
        self.labels: dict[str, set[int]] = {}
        _live(self)
        self.payments.sort(key=lambda payment: (payment.booked_on, payment.id))

    def pay(self, on: date, cents: int, payee: str, label: str | None = None) -> None:
        if START <= on <= END:
            number = len(self.payments) + 1
            self.payments.append(Payment(number, self.dice.randrange(1, 4), on, cents, "EUR", payee))
            if label:
                self.labels.setdefault(label, set()).add(number)


def working(on: date, shift: str) -> date:
    while shift and on.weekday() > 4:
        on += timedelta(-1 if shift == "before" else 1)
    return on


def monthly(months: int, day: int, first: date) -> Iterator[date]:
    slot = 0
    while (due := add_months(first, months * slot, day)) <= END:
        yield clamp_day(due.year, due.month, day)
        slot += 1


def weekly(weeks: int, first: date) -> Iterator[date]:
    while first <= END:
        yield first
        first += timedelta(weeks=weeks)


def series(
    house: House, label: str, days: Iterator[date], amount: Callable[[date], int], names: list[str], shift: str
) -> None:
    """A true series with skips, double payments, holidays and drifting names; now and then it starts or ends."""
    dice = house.dice
    fate = dice.random()
    begin = START if fate < 0.8 else START + timedelta(dice.randrange(60, 500))
    end = END if not 0.7 < fate < 0.8 else END - timedelta(dice.randrange(60, 400))
    for due in days:
        if not begin <= due <= end or dice.random() < 0.025:
            continue
        on = working(due, shift)
        if dice.random() < 0.03:
            on = working(on + timedelta(dice.randrange(1, 3)), shift)
        name = dice.choice(names).format(n=dice.randrange(10**6), d=f"{on:%d.%m.}")
        house.pay(on, amount(due), name, label)
        if dice.random() < 0.01:
            house.pay(on, amount(due), name, label)


def steps(dice: Random, base: int, chance: float = 0.5) -> Callable[[date], int]:
    """A price that may go up once or twice."""
    when = sorted(START + timedelta(dice.randrange(120, 850)) for _ in range(2) if dice.random() < chance)
    factor = 1.04 + dice.random() * 0.2
    return lambda on: round(base * factor ** sum(on >= step for step in when))


def varying(dice: Random, base: int, spread: float) -> Callable[[date], int]:
    return lambda on: round(base * dice.uniform(1 - spread, 1 + spread))


def _live(house: House) -> None:
    dice = house.dice
    _regulars(house, dice)
    _habits(house, dice)


def _regulars(house: House, dice: Random) -> None:
    def first() -> date:
        return START + timedelta(dice.randrange(28))

    day = dice.choice([25, 27, 28, 31, 1, 15])
    pay = steps(dice, dice.randrange(180_000, 420_000)) if dice.random() < 0.7 else varying(dice, 260_000, 0.05)
    series(
        house, "salary", monthly(1, day, START), pay, ["LINDNER VERLAG GMBH GEHALT", "Lindner Verlag GmbH"], "before"
    )
    rent = steps(dice, -dice.randrange(60_000, 140_000), 0.3)
    series(house, "rent", monthly(1, dice.choice([1, 1, 3]), START), rent, ["Hausverwaltung Seifert"], "after")
    power = steps(dice, -8_800) if dice.random() < 0.6 else varying(dice, -8_500, 0.25)
    series(house, "power", monthly(dice.choice([1, 1, 2]), dice.randrange(1, 29), START), power,
           ["Stadtwerke Freiburg", "STADTWERKE FREIBURG GMBH"], "after")  # fmt: skip
    series(
        house, "internet", monthly(1, dice.randrange(1, 29), START), steps(dice, -3_995), ["Glasfaser Baden"], "after"
    )
    phone = steps(dice, -1_999) if dice.random() < 0.5 else varying(dice, -2_300, 0.18)
    series(
        house, "phone", monthly(1, dice.randrange(1, 31), START), phone, ["Telmo Mobile", "TELMO MOBILE {n}"], "after"
    )
    for name, base in (("STREAMLY", 999), ("TONWERK MUSIC", 1_099), ("NEBULA CLOUD", 299)):
        if dice.random() < 0.8:
            names = [f"{name}.COM {{n}}", f"{name} AMSTERDAM NL"] if dice.random() < 0.5 else [name]
            series(house, name, monthly(1, dice.randrange(1, 32), first()), steps(dice, -base), names, "")
    if dice.random() < 0.7:
        days = weekly(4, first()) if dice.random() < 0.3 else monthly(1, dice.choice([1, 15, 26]), START)
        series(house, "gym", days, steps(dice, -3_490, 0.3), ["Kletterhalle Freiburg"], "after")
    for label, months, base in (("car", 3, 17_250), ("fee", 3, 5_508), ("home", 12, 8_990), ("life", 6, 21_000)):
        if dice.random() < 0.75:
            names = [f"BADENIA {label.upper()} VS {{n}}"] if label != "fee" else ["Rundfunk ARD ZDF"]
            series(house, label, monthly(months, dice.randrange(1, 28), add_months(START, dice.randrange(months))),
                   steps(dice, -base, 0.4), names, "after")  # fmt: skip
    if dice.random() < 0.4:
        series(
            house, "lessons", weekly(dice.choice([1, 2]), first()), steps(dice, -2_500, 0.2), ["Musikschule Wiehre"], ""
        )
    if dice.random() < 0.5:
        series(house, "prime", monthly(1, dice.randrange(1, 29), first()), steps(dice, -899, 0.3), ["MARKETLY*{n}"], "")
    if dice.random() < 0.5:
        series(
            house,
            "water",
            monthly(3, dice.randrange(1, 28), START),
            varying(dice, -9_000, 0.2),
            ["Badenova Wasser"],
            "after",
        )
    if dice.random() < 0.4:
        series(
            house,
            "benefit",
            monthly(1, dice.randrange(3, 25), START),
            steps(dice, 25_000, 0.3),
            ["Familienkasse"],
            "before",
        )


def _habits(house: House, dice: Random) -> None:
    day = START
    while day <= END:
        _daily(house, dice, day)
        day += timedelta(1)
    for payee, amounts, low, high in (
        ("ROUTE STATION LOERRACH", [5_000, 6_000, 0, 0], 8, 16),
        ("Salon Haarscharf", [3_500], 24, 50),
    ):
        day = START + timedelta(dice.randrange(40))
        while day <= END:
            house.pay(day, -(dice.choice(amounts) or dice.randrange(4_200, 9_500)), payee)
            day += timedelta(dice.randrange(low, high))


def _daily(house: House, dice: Random, day: date) -> None:
    if day.weekday() == 5 and dice.random() < 0.9:
        house.pay(day, -dice.randrange(3_500, 12_000), "GRUENMARKT DANKT 4471")
    shop = dice.randrange(60)
    for share, weekdays, amount, payee in (
        (0.4, {1, 3}, dice.randrange(900, 4_500), "Biomarkt Wiehre"),
        (0.35, {0, 1, 2, 3, 4}, 320, "REGIO VERKEHR EINZELFAHRT"),
        (0.4, {0, 1, 2, 3, 4}, dice.choice([650, 650, 720]), "Mensa Institut"),
        (0.25, set(range(7)), dice.choice([320, 490, 560, 780]), f"BAECKEREI LANG {day:%d.%m.}"),
        (0.09, set(range(7)), dice.choice([5_000, 10_000, 20_000]), "GA NR00004711"),
        (0.06, set(range(7)), dice.choice([1_000, 2_000, 2_500]), "Jonas Weber"),
        (0.12, set(range(7)), dice.randrange(300, 15_000), f"MARKETLY*{dice.randrange(10**6)}"),
        (
            0.3,
            set(range(7)),
            dice.randrange(500, 9_000),
            f"LADEN {LETTERS[shop % 26]}{LETTERS[shop % 5]}RO {LETTERS[shop % 9]}ILO",
        ),
        (0.02, set(range(7)), -dice.randrange(500, 8_000), "MODEHAUS KERN GUTSCHRIFT"),
    ):
        if day.weekday() in weekdays and dice.random() < share:
            house.pay(day, -amount, payee)
