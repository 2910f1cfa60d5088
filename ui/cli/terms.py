"""`terms`, `programmes`: packs of what instruments and programmes promise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hub.domain.money import parse_decimal
from ui.cli import terms_editing
from ui.cli.session import Session
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.domain.outgoing import Disclosure
    from hub.services.terms import Instrument

Pack = Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("The pack, a JSON file."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    terms = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    terms.command("list", help=N_("Your ways to pay with their terms."))(list_terms)
    terms.command("import", help=N_("Take in a terms pack."))(import_terms)
    terms.command("export", help=N_("Write products and programmes as a pack, nothing personal in it."))(export_terms)
    terms_editing.add_to(terms)
    app.add_typer(terms, name="terms", help=N_("Ways to pay and their terms."))
    programmes = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    programmes.command("list", help=N_("Loyalty programmes and what a unit is worth."))(list_programmes)
    programmes.command("value", help=N_("Say what a unit is worth to you."))(value_programme)
    programmes.command("import", help=N_("Take in a terms pack with programmes."))(import_terms)
    programmes.command("export", help=N_("Write products and programmes as a pack, nothing personal in it."))(
        export_terms
    )
    app.add_typer(programmes, name="programmes", help=N_("Loyalty programmes."))


def list_terms(context: typer.Context) -> None:
    """JSON: {"instruments": [{"id", "name", "kind", "account", "document", "product"}]}."""
    from hub.services import terms
    from ui.cli.shapes import Names

    session: Session = context.obj
    with session.vault() as vault:
        known = terms.instruments(vault)
        accounts = Names(vault).accounts
    document = {
        "instruments": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "account": None if one.account_id is None else accounts.get(one.account_id),
                "document": dict(one.document),
                "product": None if one.product is None else dict(one.product),
            }
            for one in known
        ]
    }
    session.answer(document, lambda: _instruments_text(known))


def import_terms(context: typer.Context, pack: Pack) -> None:
    """JSON: {"pack": "FILE", "products": 3, "programmes": 1, "instruments": 2}."""
    from hub.services import terms

    session: Session = context.obj
    with session.vault() as vault:
        counts = terms.import_pack(vault, pack)
    _answer_counts(session, pack, counts)


def export_terms(
    context: typer.Context,
    pack: Pack,
    version: Annotated[int, typer.Option(metavar="N", help=N_("Higher than that of the pack given out before."))] = 1,
    product: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Only this product; repeat."))] = None,
    name: Annotated[list[str] | None, typer.Option(metavar="ID=NAME", help=N_("A name for others; repeat."))] = None,
) -> None:
    """JSON: {"file", "size", "sha256", "disclosure", "key", "left_out"}: signed, nothing personal in it."""
    from hub.services import sharing, signing

    session: Session = context.obj
    names = dict(one.split("=", 1) for one in name or () if "=" in one)
    with session.vault() as vault:
        written = sharing.export_pack(vault, pack, version, product or (), names)
    record = written.disclosure
    document = {"file": str(pack), "size": record.size, "sha256": record.sha256, "disclosure": record.id}
    words = _("Written to {file}, signed by {key}; the log of disclosures lists it.").format(
        file=pack, key=signing.fingerprint(written.key)
    )
    left = _("Left out, because their conditions name shops or kinds of your own: {products}.")
    told = left.format(products=", ".join(written.left_out)) if written.left_out else ""
    session.answer({**document, "key": written.key, "left_out": list(written.left_out)}, paragraphs(words, told))


def list_programmes(context: typer.Context) -> None:
    """JSON: {"programmes": [{"id", "name", "cash_value", "own_value", "document"}]}."""
    from hub.services import terms

    session: Session = context.obj
    with session.vault() as vault:
        known = terms.programmes(vault)
    document = {
        "programmes": [
            {
                "id": one["id"],
                "name": one.get("name", one["id"]),
                "cash_value": one.get("cash_value"),
                "own_value": value,
            }
            for one, value in known
        ]
    }
    rows = [(one["id"], one["name"], one["cash_value"] or "", one["own_value"] or "") for one in document["programmes"]]
    heads = (_("Id"), _("Programme"), _("Cash value"), _("Your value"))
    session.answer(document, table(heads, rows, "<<>>") if rows else _("No programmes yet."))


def value_programme(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(metavar="ID", help=N_("The programme."))],
    value: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("Home money per unit, as 0.004; - for none."))],
) -> None:
    """JSON: {"programme", "own_value"}."""
    from hub.services import terms

    session: Session = context.obj
    try:
        worth = None if value == "-" else parse_decimal(value)
    except ValueError as error:
        raise typer.BadParameter(_("a plain number such as 0.004, or -")) from error
    with session.vault() as vault:
        terms.value_programme(vault, programme, worth)
    shown = None if worth is None else format(worth, "f")
    session.answer({"programme": programme, "own_value": shown}, f"{programme}: {shown or '-'}")


def _answer_counts(session: Session, pack: Path, counts: dict[str, int]) -> None:
    words = ", ".join(f"{name} {count}" for name, count in counts.items())
    session.answer({"pack": str(pack), **counts}, _("Taken in: {counts}.").format(counts=words))


def answer_written(session: Session, path: Path, record: Disclosure) -> None:
    """Say what was written to a file."""
    document = {"file": str(path), "size": record.size, "sha256": record.sha256, "disclosure": record.id}
    session.answer(document, _("Written to {file}; the log of disclosures lists it.").format(file=path))


def _instruments_text(known: list[Instrument]) -> str:
    from ui.locale import wording

    if not known:
        return _("No ways to pay yet. “coffer terms import FILE” takes in a pack.")
    rows = [(one.id, one.name, wording.label("instrument_kind", one.kind), _product(one)) for one in known]
    return paragraphs(table((_("Id"), _("Way to pay"), _("Kind"), _("Terms")), rows))


def _product(one: Instrument) -> str:
    if one.product is None:
        return _("none: no rewards, no costs")
    return str(one.product.get("name", one.product["id"]))
