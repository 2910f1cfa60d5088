"""`bills …` beyond the list: what is ignored, joined, explained, agreed, paid, read from files, and the agenda."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import day, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.agenda import Event
    from hub.domain.bill import Bill, Series
    from hub.domain.difference import Difference
    from hub.services.contracts import Analysis
    from hub.services.vaults import Vault

_Payee = Annotated[str, typer.Argument(metavar="PAYEE", help=N_("The payee, or the beginning of its name."))]


def extend(group: typer.Typer) -> None:
    """Add the commands to the group of bills."""
    group.command("judge", help=N_("Say that what recurs is a bill, or not, or show it again."))(judge)
    group.command("ignored", help=N_("What was said to be no bill."))(ignored)
    group.command("join", help=N_("Two payees that are one."))(join)
    group.command("separate", help=N_("Take apart what was joined."))(separate)
    group.command("explain", help=N_("Why a bill costs what it costs, and what cancelling saves."))(explain)
    group.command("contract", help=N_("What was agreed with a payee."))(contract)
    group.command("mark", help=N_("Say that a bill is paid, skipped, disputed or open."))(mark)
    group.command("pay", help=N_("The pay sheet of a bill: fields of the transfer and an EPC code."))(pay)
    group.command("read", help=N_("Bills from PDF, e-mail, text or calendar files."))(read)
    group.command("remind", help=N_("What there is to remind of today; --notify shows it on the desktop."))(remind)
    group.command("agenda", help=N_("What the days ahead hold; --out writes an .ics file."))(agenda)


def judge(
    context: typer.Context,
    payee: _Payee,
    state: Annotated[str, typer.Argument(metavar="STATE", help=N_("confirmed, ignored or found."))],
) -> None:
    """JSON: {"payee", "state"}."""
    from hub.services import bills

    session: Session = context.obj
    with session.vault() as vault:
        if state == "found":
            known = bills.overview(vault, today()).ignored
            one = next((one for one in known if _fits(one.payee, payee)), None)
            if one is None:
                raise LedgerError("no_such_series", where={"series": payee})
            bills.bring_back(vault, one)
            name = one.payee
        else:
            series = _series(vault, payee)
            bills.judge(vault, series, state)
            name = series.payee
    session.answer({"payee": name, "state": state}, f"{name}: {state}")


def ignored(context: typer.Context) -> None:
    """JSON: {"ignored": [{"payee", "every", "unit"}]}."""
    from hub.services import bills

    session: Session = context.obj
    with session.vault() as vault:
        found = bills.overview(vault, today()).ignored
    document = [{"payee": one.payee, "every": one.every, "unit": one.unit} for one in found]
    session.answer({"ignored": document}, "\n".join(one.payee for one in found) or _("Nothing is ignored."))


def join(
    context: typer.Context,
    payee: _Payee,
    into: Annotated[str, typer.Argument(metavar="INTO", help=N_("The payee that it is part of."))],
) -> None:
    """JSON: {"payee", "into"}."""
    from hub.services import bills

    session: Session = context.obj
    with session.vault() as vault:
        one, other = _series(vault, payee, with_ended=True), _series(vault, into, with_ended=True)
        bills.merge(vault, one, other)
    words = _("{payee} and {other} are one now").format(payee=one.payee, other=other.payee)
    session.answer({"payee": one.payee, "into": other.payee}, words)


def separate(context: typer.Context, payee: _Payee) -> None:
    """JSON: {"payee"}."""
    from hub.services import bills

    session: Session = context.obj
    with session.vault() as vault:
        one = _series(vault, payee)
        bills.separate(vault, one)
    words = _("Took apart what was joined with {payee}").format(payee=one.payee)
    session.answer({"payee": one.payee}, words)


def explain(context: typer.Context, payee: _Payee) -> None:
    """JSON: {"payee", "yearly", "last", "last_year", "evidence", "cancelling", "contract"}.

    last, last_year: {"now", "before", "change", "on", "reason", "days", "days_before"} or null.
    """
    from hub.services import contracts

    session: Session = context.obj
    with session.vault() as vault:
        found = contracts.analyse(vault, _series(vault, payee), today())
    session.answer(_analysis(found), lambda: _analysis_text(found))


def contract(
    context: typer.Context,
    payee: _Payee,
    ends: Annotated[str, typer.Option(metavar="DATE", help=N_("The end of the term."))] = "",
    notice: Annotated[int, typer.Option(min=0, help=N_("Days of notice."))] = 0,
    renews: Annotated[int, typer.Option(min=0, help=N_("Months by which it renews; 0: it ends."))] = 0,
    trial: Annotated[str, typer.Option(metavar="DATE", help=N_("The end of a trial."))] = "",
    cancelled: Annotated[str, typer.Option(metavar="DATE", help=N_("The day notice was given."))] = "",
    autopay: Annotated[bool, typer.Option(help=N_("They take the money themselves."))] = False,
) -> None:
    """JSON: as `explain`."""
    from hub.services import contracts

    session: Session = context.obj
    values: dict[str, Any] = {"notice_days": notice, "renews_months": renews, "is_autopay": autopay}
    for name, typed, option in (
        ("term_ends_on", ends, "--ends"),
        ("trial_ends_on", trial, "--trial"),
        ("cancelled_on", cancelled, "--cancelled"),
    ):
        values[name] = parsed_day(typed, option) if typed else None
    with session.vault() as vault:
        one = _series(vault, payee)
        contracts.agree(vault, one, **values)
        found = contracts.analyse(vault, one, today())
    session.answer(_analysis(found), lambda: _analysis_text(found))


def mark(
    context: typer.Context,
    payee: _Payee,
    state: Annotated[str, typer.Argument(metavar="STATE", help=N_("paid, skipped, disputed or expected."))],
) -> None:
    """JSON: {"biller", "due_on", "state"}; of several bills the first that is open."""
    from hub.services import bills

    session: Session = context.obj
    with session.vault() as vault:
        one = _bill(vault, payee, is_any=state == "expected")
        bills.mark(vault, one, state)
    session.answer({"biller": one.biller, "due_on": day(one.due_on), "state": state}, f"{one.biller}: {state}")


def pay(context: typer.Context, payee: _Payee) -> None:
    """JSON: {"biller", "fields": {...}, "payload", "why_not"}; the code is drawn on a terminal."""
    from hub.services import paying
    from ui.locale import wording

    session: Session = context.obj
    with session.vault() as vault:
        one = _bill(vault, payee)
    found = paying.sheet(one)
    lines = [f"{wording.label('pay_field', code)}: {words}" for code, words in found.fields]
    drawn = _drawn(found.squares) if found.squares else wording.label("pay_why_not", found.why_not)
    document = {
        "biller": one.biller,
        "fields": dict(found.fields),
        "payload": found.payload,
        "why_not": found.why_not or None,
    }
    session.answer(document, paragraphs("\n".join(lines), drawn))


def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("Files that hold bills."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what was read."))] = False,
) -> None:
    """JSON: {"bills": [{"file", "id", "biller", "amount", "currency", "due_on", "iban", "bic", "reference",
    "autopay", "evidence"}]}; id is null in a dry run."""
    from hub.services import bill_files

    session: Session = context.obj
    found = []
    with session.vault() as vault:
        for path in files:
            for one in bill_files.read(vault, path, today()):
                bill_id = None if dry_run else bill_files.accept(vault, one, path, today())
                amount = decimal_text(-(one.amount or 0), one.currency)
                found.append(
                    {
                        "file": path.name, "id": bill_id, "biller": one.biller, "amount": amount,
                        "currency": one.currency, "due_on": day(one.due_on), "iban": one.iban or None,
                        "bic": one.bic or None, "reference": one.reference or None, "autopay": one.is_autopay,
                        "evidence": one.evidence,
                    }
                )  # fmt: skip
    words = ngettext("Read {count} bill", "Read {count} bills", len(found)).format(count=len(found))
    lines = [f"{one['biller']}  {one['amount']} {one['currency']}  {one['due_on'] or ''}" for one in found]
    session.answer({"bills": found}, "\n".join([*lines, words]))


def agenda(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3660, help=N_("Days to look ahead."))] = 92,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=N_("Write a year of it as .ics."))] = None,
) -> None:
    """JSON: {"events": [{"on", "kind", "title", "amount", "currency"}], "file"}."""
    from hub.services import agenda as service
    from ui.locale.wording.events import event_words

    session: Session = context.obj
    with session.vault() as vault:
        found = service.events(vault, today(), today(), today() + timedelta(days))
        if out is not None:
            service.write_calendar(vault, today(), out, event_words)
    document = [
        {
            "on": day(one.on),
            "kind": one.kind,
            "title": one.title,
            "amount": None if one.amount is None else decimal_text(one.amount, one.currency),
            "currency": one.currency or None,
        }
        for one in found
    ]
    session.answer({"events": document, "file": None if out is None else str(out)}, lambda: _agenda_text(found))


def remind(
    context: typer.Context,
    notify: Annotated[bool, typer.Option("--notify", help=N_("Show it on the desktop too."))] = False,
) -> None:
    """JSON: {"late", "due", "asked", "short_on", "shown"}; shown: whether the desktop took the notice."""
    from hub.services import reminders
    from ui.locale.wording.reminding import notice_words
    from ui.program import notices

    session: Session = context.obj
    with session.vault() as vault:
        found = reminders.look(vault, today())
    headline, words = notice_words(found, today())
    is_shown = bool(notify and found and notices.show(headline, words))
    document = {**asdict(found), "short_on": day(found.short_on), "shown": is_shown}
    session.answer(document, words or _("Nothing to remind of today."))


def watch(
    context: typer.Context,
    all_right: Annotated[str, typer.Option(metavar="KEY", help=N_("Never tell this again."))] = "",
    dispute: Annotated[str, typer.Option(metavar="KEY", help=N_("Tag the payment as disputed."))] = "",
) -> None:
    """JSON: {"alerts": [{"key", "code", "on", "payee", "amount", "currency", "transactions", "evidence"}]}."""
    from hub.services import alarms
    from ui.locale import text, wording

    session: Session = context.obj
    with session.vault() as vault:
        for key, act in ((all_right, alarms.all_right), (dispute, alarms.dispute)):
            if key:
                one = next((one for one in alarms.waiting(vault, today()) if one.key == key), None)
                if one is None:
                    raise LedgerError("no_such_alert", where={"alert": key})
                act(vault, one)
        found = alarms.waiting(vault, today())
    document, rows = [], []
    for one in found:
        why = wording.evidence(one.code, {**one.values, "amount": one.amount, "currency": one.currency})
        amount = decimal_text(one.amount, one.currency)
        document.append(
            {"key": one.key, "code": one.code, "on": day(one.on), "payee": one.payee, "amount": amount,
             "currency": one.currency, "transactions": list(one.ids), "evidence": why}
        )  # fmt: skip
        rows.append((text.day(one.on), one.payee, text.money(one.amount, one.currency), why, one.key))
    heads = (_("Day"), _("Payee"), _("Amount"), _("Evidence"), _("Key"))
    session.answer({"alerts": document}, lambda: table(heads, rows, "<<><<") if rows else _("Nothing looks wrong."))


def _fits(name: str, typed: str) -> bool:
    return name.casefold().startswith(typed.casefold())


def _series(vault: Vault, typed: str, *, with_ended: bool = False) -> Series:
    from hub.services import bills

    found = bills.overview(vault, today())
    known = [*found.series, *found.income]
    if with_ended:  # after those that run: these are meant where a name fits both
        known += [one for one, _payments in bills.with_ended(vault, today())]
    one = next((one for one in known if _fits(one.payee, typed)), None)
    if one is None:
        raise LedgerError("no_such_series", where={"series": typed})
    return one


def _bill(vault: Vault, typed: str, *, is_any: bool = False) -> Bill:
    from hub.services import bills

    found = [one for one in bills.overview(vault, today()).bills if _fits(one.biller, typed)]
    settled = {"paid", "skipped", "disputed"}
    one = next((one for one in found if (one.state in settled) == is_any), None)
    if one is None:
        raise LedgerError("no_such_bill", where={"bill": typed})
    return one


def _difference(one: Difference | None, currency: str) -> dict[str, Any] | None:
    if one is None:
        return None
    amounts = {name: decimal_text(getattr(one, name), currency) for name in ("now", "before", "change")}
    return {**amounts, "on": day(one.on), "reason": one.reason, "days": one.days, "days_before": one.days_before}


def _analysis(found: Analysis) -> dict[str, Any]:
    currency, leaving, known = found.series.currency, found.cancelling, found.evidence
    return {
        "payee": found.series.payee,
        "currency": currency,
        "yearly": decimal_text(found.yearly, currency),
        "last": _difference(found.last, currency),
        "last_year": _difference(found.last_year, currency),
        "evidence": {
            "count": known.count, "since": day(known.since), "on_time": known.on_time, "skipped": known.skipped,
            "doubled": known.doubled, "steps": known.steps, "names": list(known.names),
            "confidence": found.series.confidence,
        },
        "cancelling": None if leaving is None else {
            "ends_on": day(leaving.ends_on), "payments_left": leaving.payments_left,
            "still_to_pay": decimal_text(leaving.still_to_pay, currency),
            "saves_a_year": decimal_text(leaving.saves_a_year, currency),
        },
        "contract": None if found.contract is None else {
            name: day(value) if name.endswith("_on") else value for name, value in asdict(found.contract).items()
        },
    }  # fmt: skip


def _analysis_text(found: Analysis) -> str:
    from ui.locale import text, wording

    currency = found.series.currency
    lines = []
    for template, one in ((_("Against last: {change}, {reason}"), found.last),
                          (_("Against last year: {change}, {reason}"), found.last_year)):  # fmt: skip
        if one is not None:
            change = text.money(one.change, currency, sign=True)
            lines.append(template.format(change=change, reason=wording.label("difference", one.reason)))
    lines.append(_("{amount} a year").format(amount=text.money(found.yearly, currency)))
    if found.cancelling is not None:
        words = _("Cancelled today it ends on {day} and saves {amount} a year.")
        saved = text.money(found.cancelling.saves_a_year, currency)
        lines.append(words.format(day=text.day(found.cancelling.ends_on), amount=saved))
    return "\n".join(lines)


def _agenda_text(found: list[Event]) -> str:
    from ui.locale import text
    from ui.locale.wording.events import event_words

    return "\n".join(f"{text.day(one.on)}  {event_words(one)}" for one in found) or _("Nothing comes up.")


def _drawn(squares: tuple[tuple[bool, ...], ...]) -> str:
    """The code in half blocks, light on dark terminals too: a quiet edge of four squares around it."""
    width = len(squares) + 8
    edge = [(False,) * width] * 4
    rows = [*edge, *((False,) * 4 + line + (False,) * 4 for line in squares), *edge, (False,) * width]
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(rows[::2], rows[1::2], strict=False)
    return "\n".join("".join(signs[up, down] for up, down in zip(above, below, strict=True)) for above, below in pairs)
