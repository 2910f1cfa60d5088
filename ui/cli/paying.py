"""`usage`, `outcomes`, `priorities`: what caps have left, whether decisions paid off, what matters besides money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.decide.exact import money_text, plain
from hub.domain.money import decimal_text, parse_decimal, to_decimal, to_minor
from ui.cli.session import Session, today
from ui.cli.shapes import parsed_day
from ui.cli.tables import table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.decide import Compared
    from hub.services.predictions import Outcome
    from hub.services.vaults import Vault


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("usage", help=N_("What is used of caps and counters, and typed values of it."))(usage)
    app.command("outcomes", help=N_("Payments decided here: what was promised and what came."))(outcomes)
    app.command("priorities", help=N_("What matters to you besides money, from six questions."))(priorities)


def usage(
    context: typer.Context,
    put: Annotated[str, typer.Option("--set", metavar="WAY/COUNTER", help=N_("The counter that is typed."))] = "",
    used: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("What was used of it."))] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help=N_("At the end of which day; default: today."))] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help=N_("Where that was read."))] = "",
    forget: Annotated[str, typer.Option(metavar="WAY/COUNTER", help=N_("Derive it from transactions again."))] = "",
) -> None:
    """JSON: {"counters": [{"instrument", "counter", "used", "as_of", ...}], "typed": [{"instrument", "counter", "used",
    "as_of", "source"}]}."""
    from hub.services import decide
    from hub.services import usage as service

    session: Session = context.obj
    day = parsed_day(on, "--on") if on else today()
    with session.vault() as vault:
        if put:
            instrument, counter = _place(put)
            service.put_opening(vault, service.Opening(instrument, counter, day, used, "", source))
        if forget:
            service.remove_opening(vault, *_place(forget))
        typed = service.openings(vault)
        purchase = decide.Purchase(Decimal(1), "EUR", today())
        counters = decide.case_of(vault, purchase)["usage"].get("counters", [])
    document = {
        "counters": counters,
        "typed": [
            {"instrument": one.instrument, "counter": one.counter, "used": one.used, "as_of": one.as_of.isoformat(),
             "source": one.source}
            for one in typed
        ],
    }  # fmt: skip
    rows = [(one["instrument"], one["counter"], str(one.get("used", "")), one["as_of"]) for one in counters]
    heads = (_("Way to pay"), _("Counter"), _("Used"), _("Day"))
    session.answer(document, lambda: table(heads, rows, "<<><") if rows else _("Nothing is used of any cap."))


def outcomes(
    context: typer.Context,
    came: Annotated[int, typer.Option(metavar="ID", help=N_("Payment whose reward came."))] = 0,
    reward: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("What came, in the home currency."))] = "",
) -> None:
    """JSON: {"payments": [{"transaction", "payee", "on", "path", "net", "reward", "units", "charge", "charged",
    "posted", "state"}]}."""
    from hub.services import predictions

    session: Session = context.obj
    with session.vault() as vault:
        if came:
            predictions.post(vault, came, _number(reward) if reward else None, today())
        found = predictions.outcomes(vault, today())
    session.answer({"payments": [_outcome(one) for one in found]}, lambda: _outcomes_text(found))


def priorities(
    context: typer.Context,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="N=WHICH", help=N_("As 1=first, 2=second, 3=alike; may be repeated."))
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help=N_("Forget all answers."))] = False,
) -> None:
    """JSON: {"questions": [{"number", "first", "second", "answer"}], "weights": {...} or null}."""
    from hub.domain import priorities as domain
    from hub.services import priorities as service

    session: Session = context.obj
    with session.vault() as vault:
        given = {} if forget else service.answers(vault)
        for one in answer or []:
            number, _sign, said = one.partition("=")
            if not number.isdigit() or said not in domain.ANSWERS:
                raise typer.BadParameter(_("--answer is a number and first, second or alike, as 1=first"))
            given[int(number) - 1] = said
        if answer or forget:
            service.answer(vault, given)
    questions = [
        {"number": number + 1, "first": first, "second": second, "answer": given.get(number)}
        for number, (first, second) in enumerate(domain.QUESTIONS)
    ]
    rows = [(str(one["number"]), str(one["first"]), str(one["second"]), str(one["answer"] or "")) for one in questions]
    session.answer({"questions": questions, "weights": domain.weights(given)}, lambda: table(("", "", "", ""), rows))


def use(session: Session, vault: Vault, compared: Compared, wanted: str) -> None:
    """Expect the payment in one of the ways."""
    from hub.domain.errors import CaseError
    from hub.services import predictions, rates, terms

    known = {one.id: one for one in compared.comparison.options}
    if wanted not in known:
        raise CaseError("unknown_option", where={"option": wanted}, known=sorted(known))
    option, purchase = known[wanted], compared.purchase
    account = next((one.account_id for one in terms.instruments(vault) if one.id == option.path[-1]), None)
    if account is None:
        raise CaseError("no_account", where={"instrument": option.path[-1]})
    currency = predictions.currency_of(vault, account)
    amount, details = to_minor(purchase.amount, purchase.currency), {}
    if currency != purchase.currency:
        details = {"original_amount": -amount, "original_currency": purchase.currency}
        reference = rates.reference(vault, currency, purchase.on)
        amount = rates.convert(amount, purchase.currency, currency, reference) or amount
    payee = purchase.merchant or purchase.category or _("Purchase")
    made = predictions.expect(
        vault, account, purchase.on, amount, payee, (option, compared.comparison, today()), **details
    )
    session.answer({"transaction": made}, lambda: _("Expecting the payment as number {id}.").format(id=made))


def weigh(session: Session, vault: Vault, compared: Compared, _wanted: str) -> None:
    """The ranking by what matters, beside the one by money."""
    from hub.domain import priorities as domain
    from hub.domain.errors import HubError
    from hub.services import priorities as service
    from hub.services import rates

    matters = domain.weights(service.answers(vault))
    if matters is None:
        raise HubError("no_priorities", next_step="answer_priorities")
    code, purchase = compared.comparison.currency, compared.purchase
    minor = to_minor(purchase.amount, purchase.currency)
    reference = rates.reference(vault, code, purchase.on)
    price = to_decimal(rates.convert(minor, purchase.currency, code, reference) or minor, code)
    found = service.weigh(compared, price, matters)
    document = {
        "currency": code,
        "weights": matters,
        "ranking": [
            {"id": option.id, "net": money_text(one.net, code), "total": money_text(one.total, code),
             "added": {axis: money_text(worth, code) for axis, worth in one.added.items()}}
            for option, one in found
        ],
    }  # fmt: skip
    rows = [(option.id, money_text(one.net, code), money_text(one.total, code)) for option, one in found]
    heads = (_("Way to pay"), _("Net"), _("With what matters to you"))
    session.answer(document, lambda: table(heads, rows, "<>>", longest=60))


def _place(said: str) -> tuple[str, str]:
    instrument, sign, counter = said.partition("/")
    if not sign:
        raise typer.BadParameter(_("a counter is named by its way to pay, as aurum/fuel-month"))
    return instrument, counter


def _number(said: str) -> Decimal:
    try:
        return parse_decimal(said)
    except ValueError as error:
        raise typer.BadParameter(_("--reward is a plain number such as 1.20")) from error


def _outcome(one: Outcome) -> dict[str, Any]:
    row = one.transaction
    charged = one.charged
    return {
        "transaction": row.id,
        "payee": row.payee,
        "on": row.booked_on.isoformat(),
        "path": list(one.path),
        "net": money_text(one.net, one.currency),
        "reward": money_text(one.reward, one.currency),
        "units": {name: plain(count) for name, count in one.units.items()},
        "charge": decimal_text(one.charge, row.currency),
        "charged": None if charged is None else decimal_text(charged, row.currency),
        "posted": None if one.posted is None else money_text(one.posted, one.currency),
        "state": one.state,
    }


def _outcomes_text(found: list[Outcome]) -> str:
    if not found:
        return _("No payment was decided here yet.")
    heads = (_("Number"), _("Payee"), _("Promised"), _("Came"), _("State"))
    rows = [
        (
            str(one.transaction.id), one.transaction.payee, money_text(one.reward, one.currency),
            "" if one.posted is None else money_text(one.posted, one.currency), one.state,
        )
        for one in found
    ]  # fmt: skip
    return table(heads, rows, "><>><")
