"""`demo`: the main job on the sample household, in an encrypted vault of its own."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli import accounts, comparisons, forecast, offers, privacy, schedule
from ui.cli.errors import outgoing_document
from ui.cli.session import Session, outgoing_text, today
from ui.cli.shapes import Names
from ui.cli.tables import paragraphs, table, width
from ui.locale import N_, _

if TYPE_CHECKING:
    from datetime import date

    from hub.domain.insight import Insight
    from hub.domain.transaction import Batch
    from hub.services.bills import Overview
    from hub.services.decide import Compared
    from hub.services.offers import OfferView
    from hub.services.vaults import Vault

BILLS_SHOWN_DAYS = 14
INSIGHTS_SHOWN = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", help=N_("The main job on sample data, in a temporary encrypted vault."))(demo)


def demo(
    context: typer.Context,
    keep: Annotated[str, typer.Option(metavar="DIR", help=N_("Keep the vault in this folder."))] = "",
) -> None:
    """JSON: vault, imported, position, forecast, insights, bills, comparison, offers, would_leave, disclosures.

    imported: one entry for each file, as import's batches; position: as accounts; bills: as bills; comparison: as
    decide, with the purchase; offers: as offers list; would_leave: the exact request that asking for exchange rates
    would send; vault: {"folder", "passphrase"} with --keep, else null.
    """
    run(context.obj, Path(keep).expanduser() if keep else None)


def run(session: Session, keep: Path | None = None) -> int:
    """Make a vault, load the sample household through the real importers, and print what Coffer says about it."""
    on = today()
    with _vault(session, keep) as (vault, kept):
        from hub.services import demo as service

        with session.progress() as progress:
            loaded = service.load(vault, on, progress)
        parts = _parts(vault, on, loaded.batches)
    document = {"vault": kept, **{name: one for name, one, _text in parts}}
    texts = [text for _name, _document, text in parts]
    session.answer(document, lambda: paragraphs(_intro(), *texts, _outro(kept)))
    return 0


@contextmanager
def _vault(session: Session, keep: Path | None) -> Iterator[tuple[Vault, dict[str, str] | None]]:
    """A new vault: in a temporary folder with a random passphrase, or in a folder that stays."""
    from hub.services import demo as service
    from hub.services import vaults

    if keep is None:
        with tempfile.TemporaryDirectory(prefix="coffer-demo-") as folder:
            made = vaults.create(Path(folder) / "vault", secrets.token_urlsafe(24), kdf=service.THROWAWAY)
            with made:
                yield made, None
        return
    is_given = session.passphrase_file is not None or session.is_interactive
    passphrase = session.passphrase(new=True) if is_given else secrets.token_urlsafe(18)
    with vaults.create(keep, passphrase) as made:
        yield made, {"folder": str(keep), **({} if is_given else {"passphrase": passphrase})}


def _parts(vault: Vault, on: date, batches: tuple[Batch, ...]) -> list[tuple[str, Any, str]]:
    """(JSON key, document, text under its heading) of each part of the demonstration."""
    from hub.services import accounts as accounts_service
    from hub.services import coach, outbound, rates
    from hub.services import decide as decide_service
    from hub.services import demo as service
    from hub.services import offers as offers_service
    from hub.services import today as today_service

    names = Names(vault)
    standing = accounts_service.standing(vault, on)
    looked = today_service.look(vault, on)
    compared = decide_service.compare(vault, service.sample_purchase(on))
    fitting = [one for one in offers_service.matched(vault, on) if one.match.fits]
    leaving, log = rates.outgoing(vault), outbound.disclosures(vault)
    insights = coach.worth_doing(vault, looked).insights[:INSIGHTS_SHOWN]
    position = paragraphs(accounts.standing_text(standing), forecast.free_text(looked))
    shared = paragraphs(
        privacy.disclosures_text(log),
        _("If you asked for exchange rates, this is what would be sent, after your yes:"),
        outgoing_text(leaving),
    )
    return [
        ("imported", [_batch(one, names) for one in batches], _headed(_("Imported"), _batches_text(batches, names))),
        ("position", accounts.standing_document(standing), _headed(_("Where you stand"), position)),
        ("forecast", forecast.forecast_document(looked), ""),
        ("insights", [_insight(one) for one in insights], _headed(_("Worth doing"), _insights_text(insights))),
        (
            "bills",
            schedule.overview_document(looked.overview, names),
            _headed(_("Bills"), _bills_text(looked.overview)),
        ),
        ("comparison", _comparison(compared), _headed(_("Pay with…"), _comparison_text(compared))),
        ("offers", *_offers(fitting, standing.home)),
        ("would_leave", outgoing_document(leaving), _headed(_("What has left this computer"), shared)),
        ("disclosures", [privacy.disclosure(one) for one in log], ""),
    ]


def _headed(head: str, text: str) -> str:
    return f"{head}\n{'─' * width(head)}\n{text}" if text else ""


def _intro() -> str:
    return _(
        "Sample data: the fictional household of Mira Keller. Its bank files were made by code, read by the real "
        "importers, and live in an encrypted vault."
    )


def _outro(kept: dict[str, str] | None) -> str:
    if kept is None:
        return _("The temporary vault is deleted. “coffer demo --keep DIR” keeps one.")
    if "passphrase" in kept:
        return _("The vault is in {folder}; its passphrase is {passphrase}").format(**kept)
    return _("The vault is in {folder}.").format(**kept)


def _batch(one: Batch, names: Names) -> dict[str, Any]:
    return {
        "batch": one.id,
        "file": one.file_name,
        "account": names.accounts.get(one.account_id),
        "read": one.read,
        "new": one.new,
        "duplicate": one.duplicate,
        "matched": one.matched,
        "transfers": one.transfers,
        "rejected": one.rejected,
    }


def _batches_text(batches: tuple[Batch, ...], names: Names) -> str:
    from ui.locale import text

    rows = [
        (
            one.file_name,
            one.format,
            names.accounts.get(one.account_id, ""),
            text.count(one.new),
            text.count(one.transfers),
        )
        for one in batches
    ]
    heads = (_("File"), _("Format"), _("Account"), _("Transactions"), _("Transfers"))
    return table(heads, rows, "<<<>>")


def _insight(one: Insight) -> dict[str, Any]:
    from ui.locale import wording

    values = {**one.values, "currency": one.currency}
    return {
        "code": one.code,
        "level": one.level,
        "headline": wording.insight(one.code, values, today()),
        "why": wording.insight_why(one.why, values),
        "figure": decimal_text(one.figure, one.currency),
        "currency": one.currency,
        "per": one.per,
        "action": wording.action(one.action, values),
    }


def _insights_text(insights: Sequence[Insight]) -> str:
    from ui.locale import text

    shown = [_insight(one) for one in insights]
    return "\n".join(f"{text.capital(one['headline'])}. {one['why']} → {one['action']}" for one in shown)


def _bills_text(found: Overview) -> str:
    """The open bills of the next two weeks, and the series whose price changed."""
    from ui.locale import text

    until = found.today + timedelta(days=BILLS_SHOWN_DAYS)
    soon = [one for one in found.bills if one.state not in {"paid", "skipped"} and one.due_on <= until]
    changed = [one for one in found.series if len(one.steps) > 1]
    monthly = [
        _("{count} payments recur, together about {amount} a month.").format(
            count=text.count(len(found.series)), amount=text.money(total, code, whole=True)
        )
        for code, total in found.monthly.items()
    ]
    steps = _("Prices that changed:") + "\n" + schedule.series_table(changed) if changed else ""
    return paragraphs(schedule.bills_table(soon, found.today), "\n".join(monthly), steps)


def _comparison(compared: Compared) -> dict[str, Any]:
    from hub.services import cases

    purchase = compared.case["situation"]["purchase"]
    return {"purchase": purchase, **cases.comparison_document(compared.comparison)}


def _comparison_text(compared: Compared) -> str:
    situation = comparisons.purchase_text(compared.purchase)
    return paragraphs(situation, comparisons.comparison_text(compared.comparison, compared.names))


def _offers(fitting: list[OfferView], home: str) -> tuple[Any, str]:
    document = offers.offers_document(fitting, home)["offers"]
    return document, _headed(_("Offers that fit"), offers.offers_text(fitting, home))
