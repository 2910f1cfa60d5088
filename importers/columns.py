"""Which column is what, where a table has headings: they propose, the cells confirm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from importers.headings import Heading, heading_of
from importers.profiles import DATES, Profile, fits


@dataclass(slots=True)
class Columns:
    """The places of the columns by role; amounts holds (place, currency of the heading), best first.

    lone: what the first amount column is when another one should complete it: "debit" or "credit".
    """

    dates: list[int] = field(default_factory=list)
    value: int | None = None
    amounts: list[tuple[int, str | None]] = field(default_factory=list)
    lone: str = ""
    debit: int | None = None
    credit: int | None = None
    before: int | None = None
    balance: int | None = None
    currency: int | None = None
    other_currencies: list[int] = field(default_factory=list)
    direction: int | None = None
    status: int | None = None
    original: int | None = None
    original_currency: int | None = None
    fee: int | None = None
    gross: int | None = None
    part: int | None = None
    payee: list[int] = field(default_factory=list)
    payer: list[int] = field(default_factory=list)
    description: list[int] = field(default_factory=list)
    memo: list[int] = field(default_factory=list)
    id: int | None = None
    account: list[int] = field(default_factory=list)
    counterparty: int | None = None
    category: int | None = None
    mcc: int | None = None
    type: int | None = None
    type_places: list[int] = field(default_factory=list)
    header_currency: str | None = None

    @property
    def money(self) -> list[int]:
        """All columns that hold money and decide the number style."""
        places = [p for p, _ in self.amounts] + [
            self.debit,
            self.credit,
            self.before,
            self.balance,
            self.original,
            self.fee,
            self.part,
        ]
        return [p for p in places if p is not None]


_WORDED = 8
"""Letters from which on a cell is more than a currency."""
_SPARSE = 50
"""Percent of the rows up to which a column of currencies is not the account's where a heading names one."""


def headings_for(row: Sequence[str], profiles: Sequence[Profile]) -> list[Heading]:
    """Headings laid over the columns; where the cells contradict, a heading too many or too few is looked for."""
    found = [heading_of(c) for c in row]
    found += [Heading("", 0)] * (len(profiles) - len(found))
    wrong = _misfits(found, profiles)
    best, faults = found, wrong
    if wrong:
        for place in range(len(found)):
            shorter = [*found[:place], *found[place + 1 :], Heading("", 0)]
            longer = [*found[:place], Heading("", 0), *found[place:-1]]
            for trial in (shorter, longer) if found[-1].role == "" or profiles[-1].filled == 0 else (shorter,):
                less = _misfits(trial, profiles)
                if less < faults and less + 2 <= wrong:
                    best, faults = trial, less
    named = [h if fits(h.role, p) else _instead(h, p) for h, p in zip(best, profiles, strict=False)]
    return _continued(row, best, named, profiles) if best is found else named


def _continued(
    row: Sequence[str], written: Sequence[Heading], named: list[Heading], profiles: Sequence[Profile]
) -> list[Heading]:
    """Columns without a heading that carry on the one before: more of a text, or the number behind its currency."""
    for place in range(1, len(named)):
        if (place < len(row) and row[place].strip()) or named[place].role or not profiles[place].filled:
            continue
        before, cells = named[place - 1], profiles[place]
        if before.role == "description" and cells.letters >= 50 and cells.dates < 50:
            named[place] = Heading("description", 1)
        elif before.role == "balance_currency" and written[place - 1].role == "balance" and cells.numbers >= 50:
            named[place] = Heading("balance", 9)
    return named


def _misfits(found: Sequence[Heading], profiles: Sequence[Profile]) -> int:
    return sum(h.weight > 5 and not fits(h.role, p) for h, p in zip(found, profiles, strict=False))


_CURRENCY_OF = {"balance": "balance_currency", "original": "original_currency"}


def _instead(heading: Heading, found: Profile) -> Heading:
    """Another meaning for a heading whose first one the cells contradict (Valuta: value date or currency)."""
    if heading.role == "value" and found.currencies >= 50:
        return replace(heading, role="currency")
    if heading.role == "direction" and found.numbers >= 50:
        return replace(heading, role="amount")
    if heading.role == "currency" and found.dates >= 50:
        return replace(heading, role="value")
    if heading.role == "amount" and found.dates >= 50:
        return replace(heading, role="value")
    if heading.role == "amount" and found.directions >= 50:
        return replace(heading, role="direction")
    if heading.role in ("amount", "balance", "settled", "original") and found.currencies >= 50:
        return replace(
            heading, role={"balance": "balance_currency", "original": "original_currency"}.get(heading.role, "currency")
        )
    if heading.role in ("debit", "credit", "balance", "amount", "settled", "net") and found.letters >= 50:
        return replace(heading, role="direction" if found.directions >= 50 else "description")
    worded = heading.role == "currency" and found.length >= _WORDED
    if (worded or heading.role in ("date", "booked", "bought")) and found.letters >= 50:
        return replace(heading, role="description")
    return replace(heading, role="")


def by_headings(
    found: Sequence[Heading], profiles: Sequence[Profile], nameless: Collection[int] = frozenset()
) -> Columns:
    """The columns as headings and cells agree on them. nameless: the places over which no heading is written."""
    columns = Columns()
    places: dict[str, list[int]] = {}
    for place, (heading, cells) in enumerate(zip(found, profiles, strict=False)):
        if heading.role and (cells.filled or heading.role in ("debit", "credit", "amount")):
            places.setdefault(heading.role, []).append(place)
    _dates(columns, places, profiles)
    _money(columns, places, found, profiles)
    _texts(columns, places, profiles)
    _rest(columns, places, profiles, nameless)
    columns.header_currency = next(
        (found[p].currency for p in columns.money if p < len(found) and found[p].currency), None
    )
    sparse = columns.currency is not None and profiles[columns.currency].filled < _SPARSE
    if sparse and columns.header_currency:
        # Of what was bought abroad: the heading of the account's own amounts names theirs.
        columns.original_currency, columns.currency = columns.original_currency or columns.currency, None
    return columns


def _dates(columns: Columns, places: dict[str, list[int]], profiles: Sequence[Profile]) -> None:
    ranked = [p for role in DATES for p in places.get(role, ()) if profiles[p].filled]
    days = [p for p in ranked if profiles[p].clocks < 90]
    if days:
        for role in DATES:
            places[role] = [p for p in places.get(role, ()) if p in days or p not in ranked]
        ranked = days
    columns.dates = ranked or [p for p, c in enumerate(profiles) if c.dates >= 60 and c.filled >= 40][:2]
    if not columns.dates:
        columns.dates = [p for p, c in enumerate(profiles) if c.loose_dates >= 90 and c.filled >= 60][:1]
    full = [p for p in columns.dates if profiles[p].filled >= 60]
    if full and columns.dates[0] not in full:
        columns.dates = [full[0], *(p for p in columns.dates if p != full[0])]
    if columns.dates and profiles[columns.dates[0]].distinct == 1:
        varied = [p for p in full if profiles[p].distinct > 1 and p not in places.get("value", ())]
        # The same in every row beside days that change: the period of the statement.
        columns.dates = [*varied[:1], *(p for p in columns.dates if p not in varied[:1])]
    others = [
        p for role in ("value", "bought", "date", "booked") for p in places.get(role, ()) if p not in columns.dates[:1]
    ]
    others = [p for p in others if profiles[p].filled]
    columns.value = others[0] if others else None


def _money(
    columns: Columns, places: dict[str, list[int]], found: Sequence[Heading], profiles: Sequence[Profile]
) -> None:
    for role in ("debit", "credit", "before", "balance", "original", "fee", "part"):
        spots = sorted(
            places.get(role, ()), key=lambda p: (not profiles[p].digits, -found[p].weight, -profiles[p].filled)
        )
        setattr(columns, role, spots[0] if spots else None)
    _local(places)
    places.get("net", []).sort(key=lambda p: -found[p].weight)
    ranked = [p for role in ("net", "settled", "amount", "gross") for p in places.get(role, ())]
    ranked.sort(key=lambda p: profiles[p].zeros == 100)  # nothing was bought abroad
    plain = places.get("amount", [])
    foreign = [
        p for p in plain if p - 1 in places.get("original_currency", ()) and p - 2 not in ranked and len(plain) > 1
    ]
    settled = next((p for p in places.get("settled", ()) if found[p].currency), None)
    if not foreign and settled is not None:
        own = places.get("currency", ())
        foreign = [p for p in plain if (p - 1 in own or p + 1 in own) and not found[p].currency]
    elif not foreign and len(plain) > 1 and found[plain[0]].currency:
        foreign = [p for p in plain[1:] if p + 1 in places.get("currency", ()) and not found[p].currency]
    if foreign and columns.original is None:
        columns.original = foreign[0]
        ranked.remove(foreign[0])
    if columns.original is not None and not ranked and columns.debit is None and columns.credit is None:
        ranked, columns.original = [columns.original], None
    net = places.get("net", [])
    columns.gross = min(places.get("gross", ()), default=None) if net else None
    if net and profiles[net[0]].filled < 50:
        ranked = [p for p in ranked if p not in net]
    if columns.debit is not None and columns.credit is not None:
        signed = [p for p in ranked if profiles[p].negative or profiles[p].signed]
        pair = (profiles[columns.debit].filled, profiles[columns.credit].filled)
        if ranked and (signed or not all(pair)) and max(profiles[p].filled for p in ranked) >= min(sum(pair), _OWN):
            columns.debit = columns.credit = None
        else:
            ranked = []
    elif ranked and (columns.debit is not None or columns.credit is not None):
        columns.lone = "credit" if columns.credit is None else "debit"
        columns.debit = columns.credit = None
    columns.amounts = [(p, found[p].currency if p < len(found) else None) for p in ranked]
    if columns.credit is not None and columns.debit is None and not ranked:
        columns.amounts, columns.credit = [(columns.credit, found[columns.credit].currency)], None
        columns.lone = "credit"
    if columns.debit is not None and columns.credit is None and not ranked:
        columns.amounts, columns.debit = [(columns.debit, found[columns.debit].currency)], None
        columns.lone = "debit"


def _local(places: dict[str, list[int]]) -> None:
    """Beside an amount with its currency, another one ("local") with one of its own is what was paid abroad."""
    own = set(places.get("currency", ()))
    if any(p + 1 in own for p in places.get("amount", ())):
        abroad = [p for p in places.get("settled", ()) if p + 1 in places.get("original_currency", ())]
        for place in abroad:
            places["settled"].remove(place)
            places.setdefault("original", []).append(place)


def _texts(columns: Columns, places: dict[str, list[int]], profiles: Sequence[Profile]) -> None:
    numbers = [p for role in ("payee", "payer") for p in places.get(role, ()) if profiles[p].accounts >= 80]
    places.setdefault("counterparty", []).extend(numbers)
    payees = [p for p in places.get("payee", ()) if p not in numbers]
    columns.payee = sorted(payees, key=lambda p: (_sameness(profiles[p]), p)) if len(payees) > 1 else payees
    columns.payer = [p for p in places.get("payer", ()) if p not in numbers]
    if columns.payer and columns.payee:
        single = [len(spots) == 1 and profiles[spots[0]].distinct == 1 for spots in (columns.payee, columns.payer)]
        if single == [True, False]:
            columns.payee, columns.payer = columns.payer, []
        elif single == [False, True]:
            columns.payer = []
    columns.description = places.get("description", [])
    if any(profiles[p].letters >= 50 for p in columns.description):
        # A number of the item beside its text is no text.
        columns.description = [p for p in columns.description if profiles[p].letters or not profiles[p].digits]
    whole = [p for p in columns.description if profiles[p].filled == 100 and profiles[p].distinct > 1]
    if whole:
        # What every row says alike ("Current" of a product) tells nothing beside a text of its own in each.
        columns.description = [p for p in columns.description if p in whole or profiles[p].distinct != 1]
    columns.memo = places.get("memo", [])
    worded = [p for p in places.get("id", ()) if _is_worded(profiles[p])]
    if columns.description or not any(profiles[p].filled >= 50 for p in columns.memo):
        columns.description = columns.description + worded
    used = {p for spots in places.values() for p in spots}
    if not columns.description and not columns.payee:
        free = [p for p, c in enumerate(profiles) if p not in used and c.letters >= 50 and c.dates < 50]
        free = free or places.get("extra", [])
        kinds = [p for p in places.get("type", ()) if profiles[p].letters >= 50]
        if kinds and profiles[kinds[0]].distinct > max((profiles[p].distinct for p in free), default=0):
            free = kinds
        worded = worded or [p for p in places.get("id", ()) if profiles[p].letters >= 80]
        columns.description = places.get("memo", []) or worded or free or places.get("type", [])


def _is_worded(cells: Profile) -> bool:
    """Whether a column of references holds texts."""
    return cells.letters >= 80 and (cells.digits < 50 or cells.spaced >= 60)


def _sameness(cells: Profile) -> int:
    """2 for a column that holds the same in every row, 1 for one that does in those that hold anything, else 0."""
    return (1 + (cells.filled == 100)) * (cells.distinct == 1)


_OWN = 90
"""Percent of different numbers from which on a column of accounts is not that of the holder's own."""


def _own_first(places: Sequence[int], profiles: Sequence[Profile]) -> list[int]:
    """Of several account columns, the holder's first: it holds the same without gaps, as an IBAN where there is one."""
    if len(places) > 1 and profiles[places[0]].filled < 100:
        return sorted(places, key=lambda p: profiles[p].filled < 100 or profiles[p].distinct > 1)
    most = profiles[places[0]].distinct if places else 0
    ibans = [p for p in places if profiles[p].accounts == profiles[p].letters == 100 and profiles[p].distinct <= most]
    return sorted(places, key=lambda p: p not in ibans or profiles[p].filled < 100)


def _rest(
    columns: Columns, places: dict[str, list[int]], profiles: Sequence[Profile], nameless: Collection[int]
) -> None:
    for role in ("direction", "status", "original_currency", "counterparty", "category", "mcc", "type"):
        spots = places.get(role, ())
        setattr(columns, role, spots[0] if spots else None)
    columns.type_places = places.get("type", [])
    if columns.direction is None:
        columns.direction = next((p for p in columns.type_places if profiles[p].directions >= 80), None)
    own = [p for p in places.get("account", ()) if profiles[p].varied < _OWN]
    columns.account = [*_own_first(own, profiles), *places.get("account_name", ())]
    ids = sorted(
        (p for p in places.get("id", ()) if p not in columns.description), key=lambda p: (-profiles[p].distinct, p)
    )
    columns.id = ids[0] if ids else None
    spots = places.get("currency", [])
    columns.currency = spots[-1] if spots else None
    if len(spots) > 1 and columns.amounts:
        after = [p for p in spots if p > columns.amounts[0][0]]
        columns.currency = after[0] if after else spots[0]
    elif len(spots) > 1:
        columns.other_currencies = spots[:-1]
    code, foreign = columns.currency, columns.original
    told = bool(columns.amounts) and columns.amounts[0][1] is not None
    beside = code is not None and foreign is not None and abs(code - foreign) == 1
    if code is not None and beside and (profiles[code].filled < 95 or told):
        # Filled only where something was bought abroad, beside the amount there: not the account's own currency, which
        # the heading of the account's own amounts may name.
        columns.original_currency, columns.currency = columns.original_currency or code, None
    if columns.currency is None and columns.original_currency is not None and columns.original is None:
        columns.currency, columns.original_currency = columns.original_currency, None
    named = {p for spots in places.values() for p in spots}
    for place, cells in enumerate(profiles):
        if place in named or not cells.filled:
            continue
        bare = place in nameless and [at for at, _ in columns.amounts[:1]] == [place - 1]
        tells = cells.ways > 0 or (bare and not profiles[place - 1].negative)
        if columns.direction is None and cells.directions >= 80 and tells:
            columns.direction = place
        elif columns.currency is None and cells.currencies >= 90:
            columns.currency = place
    if columns.currency is None:
        spots = [*places.get("balance_currency", ()), *columns.account]
        columns.currency = next((p for p in spots if profiles[p].currencies >= 90), None)
        columns.account = [p for p in columns.account if p != columns.currency]
