"""What a case must hold that no schema can say: ids are unique and known (DECIDE 12.14)."""

from __future__ import annotations

from collections.abc import Container

from hub.domain.decide.reading import numbered, refuse, unique
from hub.domain.decide.situation import Case, Instrument, Purchase, Refund


def check_case(case: Case) -> None:
    """Raise CaseError at the first unknown or duplicate id."""
    _check_name_space(case)
    instruments = {item.id: item for item in case.instruments}
    for item, place in numbered(case.instruments, "$.instruments"):
        if item.product is not None:
            _known(item.product, case.products, f"{place}.product")
        for name, spot in numbered(item.funding, f"{place}.funding"):
            _known(name, instruments, spot)
    for voucher, place in numbered(case.vouchers, "$.vouchers"):
        if voucher.buy is not None:
            _known(voucher.buy.with_instrument, instruments, f"{place}.buy.with")
            if kind_of(case, instruments[voucher.buy.with_instrument]) == "wallet":
                raise refuse("voucher_bought_with_wallet", f"{place}.buy.with", id=voucher.buy.with_instrument)
    _check_usage(case, instruments)
    _check_events(case, instruments)


def kind_of(case: Case, instrument: Instrument) -> str:
    """The kind of an instrument; without an own one that of its product."""
    if instrument.kind is not None:
        return instrument.kind
    return case.products[instrument.product][0].kind if instrument.product is not None else "cash"


def _known(name: str, known: Container[str], path: str) -> None:
    if name not in known:
        raise refuse("unknown_id", path, id=name)


def _check_name_space(case: Case) -> None:
    ids = {
        "instruments": [item.id for item in case.instruments],
        "coupons": [item.id for item in case.coupons],
        "offers": [item.id for item in case.offers],
        "vouchers": [item.id for item in case.vouchers],
    }
    unique([(name, f"{place}.id") for sort, names in ids.items() for name, place in numbered(names, f"$.{sort}")])


def _check_usage(case: Case, instruments: dict[str, Instrument]) -> None:
    usage = case.usage
    for row, place in numbered(usage.counters, "$.usage.counters"):
        if row.instrument is not None:
            _known(row.instrument, instruments, f"{place}.instrument")
            product = instruments[row.instrument].product
        else:
            _known(row.product or "", case.products, f"{place}.product")
            product = row.product
        _known(row.counter, _counters(case, product), f"{place}.counter")
    offers = {offer.id for offer in case.offers}
    rules = {rule.id for versions in case.products.values() for version in versions for rule in version.rules}
    for state, place in numbered(usage.activations, "$.usage.activations"):
        _known(state.id, offers | rules, f"{place}.id")
        if state.instrument is not None:
            _known(state.instrument, instruments, f"{place}.instrument")
    for name, place in numbered(usage.offers, "$.usage.offers"):
        _known(name, offers, f"{place}.offer")
    for (name, credit), place in numbered(usage.credits, "$.usage.credits"):
        _known(name, instruments, f"{place}.instrument")
        _known(credit, _credits(case, instruments[name].product), f"{place}.credit")
    for name, place in numbered(usage.sign_up, "$.usage.sign_up"):
        _known(name, instruments, f"{place}.instrument")
    for name in usage.available:
        _known(name, instruments, f"$.usage.available.{name}")


def _counters(case: Case, product: str | None) -> set[str]:
    versions = case.products.get(product or "", ())
    return {rule.id for version in versions for rule in version.rules} | {
        cap for version in versions for cap in version.caps
    }


def _credits(case: Case, product: str | None) -> set[str]:
    return {credit.id for version in case.products.get(product or "", ()) for credit in version.credits}


def _check_events(case: Case, instruments: dict[str, Instrument]) -> None:
    if case.kind != "purchase":
        unique([(event.id, f"{event.place}.id") for event in case.events])
    purchases: dict[str, Purchase] = {}
    for event in case.events:
        if isinstance(event, Refund):
            _check_refund(event, purchases)
            continue
        purchases[event.id] = event
        for name in event.actual:
            _known(name, instruments, f"{event.place}.actual")


def _check_refund(refund: Refund, purchases: dict[str, Purchase]) -> None:
    """A refund comes after its purchase, in the list and by date."""
    _known(refund.refund_of, purchases, f"{refund.place}.refund_of")
    if refund.on < purchases[refund.refund_of].on:
        raise refuse("refund_before_purchase", f"{refund.place}.date", id=refund.refund_of)
