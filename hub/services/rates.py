"""Reference rates: fetched through the gate when the person asks, or read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from pathlib import Path

from hub.domain.errors import LedgerError, StatementError
from hub.domain.money import to_decimal, to_minor
from hub.domain.outgoing import Outgoing
from storage import rates, settings
from storage.vault import Vault


def outgoing(vault: Vault) -> Outgoing:
    """The exact request that `fetch` sends."""
    from hub.services import outbound

    with vault.read() as connection:
        address = settings.load(connection).rates_address
    return outbound.request("exchange_rates", address)


def fetch(vault: Vault, now: datetime | None = None) -> int:
    """Fetch today's reference rates through the gate; how many were stored. Raises `ConsentNeeded` first."""
    from hub.services import outbound
    from importers.ecb_rates import read_rates

    asked = outgoing(vault)
    found = read_rates(outbound.send(vault, asked, now))
    with vault.write("rates", values={"source": asked.recipient}, topics=("rates",), undoable=False) as write:
        return rates.put_rates(write.connection, found, asked.recipient)


def read_file(vault: Vault, path: Path) -> int:
    """Read reference rates from a file; nothing leaves."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StatementError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        ) from error
    from importers.ecb_rates import read_rates

    found = read_rates(content)
    with vault.write("rates", values={"source": path.name}, topics=("rates",), undoable=False) as write:
        return rates.put_rates(write.connection, found, path.name)


@dataclass(frozen=True, slots=True)
class DatedRate:
    """Home money per unit of a currency, its day, and the file or host it was read from."""

    rate: Decimal
    day: date
    source: str


def enter(vault: Vault, day: date, currency: str, per_euro: Decimal) -> None:
    """Say a rate by hand, units of a currency per euro; LedgerError for zero or below, or a bad currency."""
    code = currency.strip().upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()) or code == "EUR":
        raise LedgerError("not_a_currency", where={"field": "currency"}, currency=currency)
    if per_euro <= 0:
        raise LedgerError("rate_is_zero", where={"field": "rate"}, currency=code)
    with vault.write("rates", values={"source": code}, topics=("rates",)) as write:
        rates.put_rates(write.connection, [(day, code, per_euro)], "hand")


def reference(vault: Vault, home: str, on: date) -> dict[str, Decimal]:
    """Home money per unit of each currency known on a day; at least the home currency itself."""
    with vault.read() as connection:
        return per_home(rates.rates_on(connection, on), home)


def dated(vault: Vault, home: str, on: date) -> dict[str, DatedRate]:
    """The rates of `reference` with their days and sources."""
    with vault.read() as connection:
        known = rates.rates_on(connection, on)
        sources = rates.sources(connection, {day for _rate, day in known.values()})
    found = per_home(known, home)
    days = {code: min(known[code][1], known[home][1]) if home in known else on for code in found if code in known}
    return {
        code: DatedRate(
            rate, days.get(code, on), sources.get((code if code != "EUR" else home, days.get(code, on)), "")
        )
        for code, rate in found.items()
    }


def per_home(known: Mapping[str, tuple[Decimal, date]], home: str) -> dict[str, Decimal]:
    """Home money per unit of each currency, from units per euro; at least the home currency itself."""
    found = {home: Decimal(1)}
    if home in known:
        with localcontext() as context:
            context.prec = 28
            own = known[home][0]
            found |= {code: (own / rate).quantize(Decimal("1e-12")) for code, (rate, _) in known.items()}
            found[home] = Decimal(1)
    return found


def convert(minor: int, currency: str, home: str, reference_rates: dict[str, Decimal]) -> int | None:
    """Minor units in the home currency, rounded half up; None when no rate is known."""
    if currency == home:
        return minor
    rate = reference_rates.get(currency)
    return None if rate is None else to_minor(to_decimal(minor, currency) * rate, home)
