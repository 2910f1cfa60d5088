"""The sample household: what happens on its accounts, day by day, made by code.

Mira Keller of Freiburg and her fictional companies. Every calendar day has its own seed, so that a day's events
are the same whenever the sample is made; what should look current (price steps, the trip, the refund, the double
charge) counts back from the day that is passed in. Amounts are cents, negative = out of the account.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hub.domain.period import add_months, clamp_day

CURRENT, SAVINGS, AURUM, MERIDIAN, LUMO, CASH = "current", "savings", "aurum", "meridian", "lumo", "cash"
MONTHS = 24
OPENING = {CURRENT: 184_620, SAVINGS: 412_000, AURUM: 0, MERIDIAN: 0, LUMO: 3_850, CASH: 14_000}


class Row(NamedTuple):
    """One movement. kind: the bank's word for it; original: cents and currency before conversion."""

    on: date
    amount: int
    payee: str
    text: str
    kind: str = ""
    original: tuple[int, str] | None = None


class Dice:
    """A small generator of its own (64-bit linear congruential, Knuth's MMIX constants): the same on any Python."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * 2_654_435_761 + 97) % 2**64
        self.below(2)

    def below(self, limit: int) -> int:
        """A whole number from 0 to just below the limit."""
        self._state = (self._state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (self._state >> 33) % limit

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.below(100) < percent

    def cents(self, low: int, high: int) -> int:
        """An amount between two, smaller ones more often."""
        return low + min(self.below(high - low + 1), self.below(high - low + 1))


class Regular(NamedTuple):
    """A bill or income: day of the month, every so many months counted back from today.

    steps: (months before today, cents), oldest first: the last one that has begun holds.
    """

    account: str
    day: int
    months: int
    payee: str
    text: str
    kind: str
    steps: tuple[tuple[int, int], ...]


def _bill(
    day: int, payee: str, text: str, *steps: tuple[int, int], months: int = 1, kind: str = "LASTSCHRIFT"
) -> Regular:
    return Regular(CURRENT, day, months, payee, text, kind, steps)


REGULARS = (
    _bill(25, "Lindner Verlag GmbH", "GEHALT {m}/{y}", (99, 279_010), (14, 291_245), kind="GEHALT"),
    _bill(5, "Jonas Weber", "ANTEIL WOHNUNG {m}/{y}", (99, 21_000), kind="GUTSCHRIFT"),
    _bill(1, "Hausverwaltung Seifert", "MIETE {m}/{y} WHG 12", (99, -98_000), kind="DAUERAUFTRAG"),
    _bill(4, "Mira Keller", "DAUERAUFTRAG SPAREN", (99, -30_000), kind="DAUERAUFTRAG"),
    _bill(20, "Stadtwerke Freiburg GmbH", "STROM ABSCHLAG {m}/{y} KD 880134", (99, -8_800), (2, -9_600)),
    _bill(1, "Glasfaser Baden", "RG 20{y}-{m} INTERNET", (99, -3_995)),
    _bill(23, "Telmo Mobile", "MOBILFUNK RG {m}{y}4471", (99, -1_999)),
    _bill(26, "Kletterhalle Freiburg", "FITNESS MITGLIEDSBEITRAG {m}/{y}", (99, -3_490)),
    _bill(6, "Regio Verkehr", "ABO REGIOTICKET {m}/{y}", (99, -5_800)),
    _bill(23, "Badenia Versicherung AG", "KFZ-VERSICHERUNG VS 71-4402", (99, -17_250), (10, -16_830), months=3),
    _bill(30, "Rheinbank", "KONTOFUEHRUNGSENTGELT QUARTAL", (99, -990), months=3, kind="ENTGELT"),
    Regular(AURUM, 22, 1, "Streamly", "STREAMLY {ref}", "", ((99, -999), (16, -1_199), (3, -1_399))),
    Regular(AURUM, 5, 1, "Tonwerk Music", "TONWERK*MUSIC", "", ((99, -1_099),)),
    Regular(MERIDIAN, 4, 1, "Nebula Cloud", "NEBULA CLOUD 200GB", "", ((4, -299),)),
)


class Shop(NamedTuple):
    """Where it is bought: chance in percent by weekday (Monday first), amounts in cents, the bank's text."""

    payee: str
    text: str
    account: str
    chances: tuple[int, ...]
    low: int
    high: int


SHOPS = (
    Shop("Grünmarkt", "GRUENMARKT DANKT 4471", CURRENT, (32, 6, 28, 10, 40, 34, 0), 1_890, 8_600),
    Shop("Grünmarkt", "GRÜNMARKT 4471 FREIBURG", MERIDIAN, (0, 0, 0, 0, 6, 30, 0), 1_450, 5_200),
    Shop("Bäckerei Lang", "BAECKEREI LANG FREIBURG {d}.{m}. 08:0{n}", CURRENT, (26, 24, 28, 26, 34, 20, 0), 320, 890),
    Shop("Café Inselweg", "CAFE INSELWEG FREIBURG", CURRENT, (0, 8, 0, 12, 10, 16, 14), 680, 2_450),
    Shop("Café Inselweg", "Café Inselweg", LUMO, (10, 0, 14, 0, 8, 0, 0), 420, 980),
    Shop("Imbiss am Tor", "Imbiss am Tor", LUMO, (0, 20, 0, 16, 0, 0, 0), 750, 1_350),
    Shop("Trattoria Lucio", "TRATTORIA LUCIO", AURUM, (0, 0, 0, 0, 12, 16, 6), 2_850, 6_900),
    Shop("Gartenlokal Rebstock", "GARTENLOKAL REBSTOCK", AURUM, (0, 0, 0, 0, 0, 4, 16), 2_100, 5_400),
    Shop("Route Station Lörrach", "ROUTE STATION LÖRRACH", AURUM, (14, 0, 0, 8, 14, 6, 0), 6_200, 9_400),
    Shop("Parkhaus Altstadt", "Parkhaus Altstadt", LUMO, (0, 0, 10, 0, 8, 24, 0), 250, 900),
    Shop("Regio Bahn", "REGIO BAHN ONLINE-TICKET", AURUM, (0, 3, 0, 0, 6, 4, 0), 1_290, 4_850),
    Shop("Modehaus Kern", "MODEHAUS KERN", AURUM, (0, 0, 3, 0, 3, 9, 0), 2_990, 11_900),
    Shop("Elektro Vogt", "ELEKTRO VOGT E.K. FREIBURG", AURUM, (0, 0, 3, 0, 0, 4, 0), 1_590, 12_900),
    Shop("Baumarkt Hornung", "BAUMARKT HORNUNG 0093", CURRENT, (0, 0, 0, 0, 4, 12, 0), 890, 6_900),
    Shop("Drogerie Müller", "DROGERIE MUELLER 2210", CURRENT, (4, 8, 0, 6, 0, 10, 0), 690, 3_450),
    Shop("Buchladen Rombach", "BUCHLADEN ROMBACH", MERIDIAN, (0, 0, 4, 0, 0, 8, 0), 990, 3_800),
    Shop("Apotheke am Münster", "APOTHEKE AM MÜNSTER {d}.{m}.", MERIDIAN, (4, 0, 4, 0, 4, 0, 0), 590, 2_950),
    Shop("Kino Harmonie", "KINO HARMONIE FREIBURG 19:5{n}", CURRENT, (0, 0, 4, 0, 7, 8, 0), 1_050, 2_400),
    Shop("Schwimmbad Faulerbad", "", CASH, (0, 6, 0, 6, 0, 0, 10), 550, 550),
    Shop("Wochenmarkt", "", CASH, (0, 0, 0, 0, 0, 60, 0), 900, 2_600),
    Shop("Eiscafé Venezia", "", CASH, (0, 0, 0, 0, 8, 8, 14), 280, 860),
    Shop("QR 88231", "QR 88231", LUMO, (0, 0, 0, 3, 0, 2, 0), 450, 1_200),
)


def _working_day(on: date, *, back: bool = False) -> date:
    """The day itself, or the working day after it (before it with back) when it is a weekend."""
    while on.weekday() > 4:
        on += timedelta(days=-1 if back else 1)
    return on


def start_of(today: date) -> date:
    """The first day of the household's files."""
    return add_months(today.replace(day=1), -MONTHS)


class Household:
    """All rows of all accounts from the start to today, in booking order within each account."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.start = start_of(today)
        self.rows: dict[str, list[Row]] = {account: [] for account in OPENING}
        self.balance = dict(OPENING)
        self._later: list[tuple[str, Row]] = []
        self._owed = {AURUM: 0, MERIDIAN: 0}
        self._dues = self._regular()
        for number in range(self.start.toordinal(), today.toordinal() + 1):
            self._live(date.fromordinal(number))

    def book(self, account: str, row: Row) -> None:
        """Put one movement on an account, on its day."""
        self.rows[account].append(row)
        self.balance[account] += row.amount

    def _live(self, day: date) -> None:
        """One day: what was on its way, regular payments, cards, purchases, refills."""
        dice = Dice(day.toordinal())
        for account, row in [entry for entry in self._later if entry[1].on == day]:
            self.book(account, row)
        for regular, due, cents in self._dues.get(day, ()):
            self._pay(regular, due, cents, day)
        self._repay(day)
        ago = (self.today - day).days
        if TRIP_FIRST >= ago > TRIP_FIRST - len(TRIP):
            for name, text, francs in TRIP[TRIP_FIRST - ago]:
                self._abroad(day, name, text, francs)
        else:
            for shop in SHOPS:
                if dice.chance(shop.chances[day.weekday()]):
                    self._buy(shop, day, dice)
        for days_ago, account, row in SPECIALS:
            if days_ago == ago:
                text = row.text.format(d=f"{day.day:02}", m=f"{day.month:02}")
                self.book(account, row._replace(on=day, text=text))  # noqa: SLF001  (public API of named tuples)
        self._refill(day)

    def _regular(self) -> dict[date, list[tuple[Regular, date, int]]]:
        """The days of bills and income: what is paid, when it was due, cents. Due days move off the weekend."""
        found: dict[date, list[tuple[Regular, date, int]]] = {}
        for regular in REGULARS:
            is_income = regular.steps[0][1] > 0
            for ago in range(MONTHS + 1, -2, -1):
                begun = [cents for since, cents in regular.steps if ago <= since]
                if ago % regular.months == 0 and begun:
                    due = add_months(self.today, -ago, regular.day)
                    found.setdefault(_working_day(due, back=is_income), []).append((regular, due, begun[-1]))
        return found

    def _pay(self, regular: Regular, due: date, cents: int, day: date) -> None:
        text = regular.text.format(m=f"{due.month:02}", y=f"{due.year % 100:02}", ref=100_000 + due.toordinal() % 7_919)
        self.book(regular.account, Row(day, cents, regular.payee, text, regular.kind))
        if text == "DAUERAUFTRAG SPAREN":
            self.book(SAVINGS, Row(day, -cents, "Mira Keller", text, "GUTSCHRIFT"))

    def _repay(self, day: date) -> None:
        """Cards: the statement's balance is taken from the current account some days later."""
        last = clamp_day(day.year, day.month, 31)
        if _working_day(day.replace(day=12)) == day and self._owed[AURUM]:
            self._settle(
                day, AURUM, "Aurum Card Services", f"AURUM KARTENABRECHNUNG {last.month:02}/{last.year % 100:02}"
            )
        if _working_day(day.replace(day=28)) == day and self._owed[MERIDIAN]:
            self._settle(
                day, MERIDIAN, "Meridian Bank", f"MERIDIAN KARTE 5519 ABRECHNUNG {last.month:02}/{last.year % 100:02}"
            )
        if day == last:
            self._owed[AURUM] = -self.balance[AURUM]
        if day.day == 15:
            self._owed[MERIDIAN] = -self.balance[MERIDIAN]

    def _settle(self, day: date, card: str, payee: str, text: str) -> None:
        owed = self._owed[card]
        self._owed[card] = 0
        self.book(CURRENT, Row(day, -owed, payee, text, "LASTSCHRIFT"))
        self.book(card, Row(day, owed, "Payment received", "PAYMENT RECEIVED - THANK YOU"))

    def _buy(self, shop: Shop, day: date, dice: Dice) -> None:
        """A purchase; the wallet draws on the current account or, for larger sums, on a card."""
        amount = dice.cents(shop.low, shop.high)
        text = shop.text.format(d=f"{day.day:02}", m=f"{day.month:02}", n=dice.below(10))
        if shop.account == LUMO and amount >= 1_100:
            self.book(LUMO, Row(day, amount, "Aurum Credit", "Card funding", "Card funding"))
            self.book(AURUM, Row(day, -amount, "Lumo", f"LUMO *{shop.payee.upper()}"))
        kind = {CURRENT: "KARTENZAHLUNG", LUMO: "Payment"}.get(shop.account, "")
        self.book(shop.account, Row(day, -amount, shop.payee, text, kind))

    def _abroad(self, day: date, name: str, text: str, francs: int) -> None:
        """A card payment in Swiss francs at 0.93782 for a euro, and the card's fee of 1.75 %."""
        cents = (francs * 100_000 + 46_891) // 93_782
        self.book(AURUM, Row(day, -cents, name, text, original=(-francs, "CHF")))
        self.book(AURUM, Row(day, -((cents * 175 + 5_000) // 10_000), "Aurum", "FOREIGN TRANSACTION FEE 1.75%"))

    def _refill(self, day: date) -> None:
        """Cash from the machine, the wallet from the current account, what is over into savings, interest."""
        if self.balance[CASH] < 3_000:
            self.book(CURRENT, Row(day, -10_000, "Rheinbank", "GA NR00004711 BARGELDAUSZAHLUNG", "BARGELD"))
            self.book(CASH, Row(day, 10_000, "Cash machine", ""))
        if self.balance[LUMO] < 1_500:
            self.book(LUMO, Row(day, 5_000, "Rheinbank", "Bank deposit", "Bank deposit"))
            after = _working_day(day + timedelta(days=1))
            self._later.append((CURRENT, Row(after, -5_000, "Lumo Payments S.A.", "LUMO *AUFLADUNG", "LASTSCHRIFT")))
        if day.day == 27 and self.balance[CURRENT] > 500_000:
            over = (self.balance[CURRENT] - 460_000) // 5_000 * 5_000
            self.book(CURRENT, Row(day, -over, "Mira Keller", "UMBUCHUNG SPARKONTO", "UEBERWEISUNG"))
            self.book(SAVINGS, Row(day, over, "Mira Keller", "UMBUCHUNG SPARKONTO", "GUTSCHRIFT"))
        if (day.month, day.day) == (12, 31):
            self.book(SAVINGS, Row(day, self.balance[SAVINGS] * 15 // 1000, "Rheinbank", "HABENZINSEN", "ZINSEN"))


TRIP_FIRST = 92
TRIP = (
    (("SBB", "SBB CFF FFS BASEL", 4_900), ("Kaffeebar Basel", "KAFFEEBAR BASEL", 1_840)),
    (("Restaurant Rathaus", "RESTAURANT RATHAUS LUZERN", 6_850), ("Museum am See", "MUSEUM AM SEE LUZERN", 2_400)),
    (("Bergbahn", "BERGBAHN RIGI", 7_200), ("Restaurant Kulm", "RESTAURANT KULM", 5_430)),
    (("Buchladen am Quai", "BUCHLADEN AM QUAI LUZERN", 2_990),),
    (("Hotel Seeblick", "HOTEL SEEBLICK LUZERN", 48_800), ("SBB", "SBB CFF FFS LUZERN", 4_900)),
)
"""Five days in Switzerland, from 92 days ago: name, the card's text, Rappen."""


def _special(
    days_ago: int, account: str, amount: int, payee: str, text: str, kind: str = "KARTENZAHLUNG"
) -> tuple[int, str, Row]:
    return days_ago, account, Row(date.min, amount, payee, text, kind if account == CURRENT else "")


SPECIALS = (
    _special(1, CURRENT, -1_200, "SumUp *K. Brandt", "SumUp *K. Brandt {d}.{m}."),
    _special(1, CURRENT, -2_790, "PYMT 4029357733", "PYMT 4029357733 MARKTPLATZ"),
    _special(1, MERIDIAN, -2_500, "Les Amis du Rhin", "VIR SEPA ASS. LES AMIS DU RHIN"),
    _special(2, CURRENT, 3_895, "Modehaus Kern", "MODEHAUS KERN GUTSCHRIFT RETOURE", "GUTSCHRIFT"),
    # Charged twice by mistake: same minute, same sum.
    _special(3, CURRENT, -1_850, "Kino Harmonie", "KINO HARMONIE FREIBURG 19:58"),
    _special(3, CURRENT, -1_850, "Kino Harmonie", "KINO HARMONIE FREIBURG 19:58"),
    _special(9, CURRENT, -1_200, "Stadtbibliothek", "STADTBIBLIOTHEK JAHRESBEITRAG"),
    _special(12, AURUM, -7_990, "Modehaus Kern", "MODEHAUS KERN"),
    # Twins that are right: two single tickets, for two people.
    *[
        _special(days_ago, CURRENT, -320, "Regio Verkehr", "REGIO VERKEHR EINZELFAHRT {d}.{m}.")
        for days_ago in (8, 43, 131, 274, 402)
        for _ in range(2)
    ],
)
"""Days before today, account, movement."""
