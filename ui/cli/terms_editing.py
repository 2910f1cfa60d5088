"""`terms check | put | versions | preview | templates | use | cdr | remove`: terms written, dated and tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.session import Session, today
from ui.cli.tables import paragraphs, table
from ui.cli.vouchers import number_of
from ui.locale import N_, _

File = Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("A product's terms, JSON."))]
Id = Annotated[str, typer.Argument(metavar="ID", help=N_("The product."))]


def add_to(group: typer.Typer) -> None:
    """Add the commands to `terms`."""
    group.command("check", help=N_("Check a product's terms; says the place of a mistake."))(check)
    group.command("put", help=N_("Keep a dated version of a product's terms."))(put)
    group.command("versions", help=N_("The dated versions of a product."))(versions)
    group.command("preview", help=N_("What a sample purchase would earn."))(preview)
    group.command("templates", help=N_("Common shapes of terms, without brands."))(templates)
    group.command("use", help=N_("Add a way to pay from a template."))(use)
    group.command("cdr", help=N_("Read the product data of an Australian bank."))(cdr)
    group.command("remove", help=N_("Remove a way to pay, also from the wallets that draw on it."))(remove)


def check(context: typer.Context, file: File) -> None:
    """JSON: {"file", "usable": true}; a mistake is an error with its JSON path."""
    from hub.services import terms

    terms.check_product(_product(file))
    session: Session = context.obj
    session.answer({"file": str(file), "usable": True}, _("These terms can be used."))


def put(context: typer.Context, file: File) -> None:
    """JSON: {"product", "valid_from"}."""
    from hub.services import terms

    session: Session = context.obj
    product = _product(file)
    with session.vault() as vault:
        terms.put_version(vault, product)
    start = product.get("valid_from")
    session.answer({"product": product["id"], "valid_from": start}, _("Kept."))


def versions(context: typer.Context, product: Id) -> None:
    """JSON: {"product", "versions": [terms]}."""
    from hub.services import terms

    session: Session = context.obj
    with session.vault() as vault:
        found = terms.versions(vault, product)
    rows = [(str(one.get("valid_from", "")), str(one.get("valid_to", "")), str(one.get("source", ""))) for one in found]
    session.answer(
        {"product": product, "versions": found},
        lambda: table((_("From"), _("Until"), _("Source")), rows) if rows else _("No terms of this name."),
    )


def preview(
    context: typer.Context,
    product: Id,
    amount: Annotated[str, typer.Option(metavar="A", help=N_("The amount."))] = "100",
    category: Annotated[str, typer.Option(metavar="K", help=N_("The kind of purchase."))] = "",
    country: Annotated[str, typer.Option(metavar="CC", help=N_("The country."))] = "",
) -> None:
    """JSON: {"product", "net", "lines": [{"kind", "amount"}], "units"}; net null where these terms can't pay."""
    from hub.services import terms, trying

    session: Session = context.obj
    with session.vault() as vault:
        held = terms.versions(vault, product)
        day = today().isoformat()
        chosen = next((one for one in reversed(held) if str(one.get("valid_from", "")) <= day), None)
        found = None
        if chosen is not None:
            found = trying.preview(vault, chosen, number_of(amount), today(), category, country)
    lines = [] if found is None else [{"kind": one.kind, "amount": f"{one.amount:f}"} for one in found.lines]
    units = [] if found is None else [{"programme": one.programme, "units": f"{one.units:f}"} for one in found.units]
    net = None if found is None else f"{found.net_expected:f}"
    words = _("These terms can't pay for it.") if net is None else net
    rows = [(one["kind"], one["amount"]) for one in lines] + [(one["programme"], one["units"]) for one in units]
    document = {"product": product, "net": net, "lines": lines, "units": units}
    session.answer(document, lambda: paragraphs(words, table(("", ""), rows, "<>")))


def templates(context: typer.Context) -> None:
    """JSON: {"templates": {CODE: terms}}."""
    from hub.services import templates as service
    from ui.locale import wording

    session: Session = context.obj
    known = service.templates()
    rows = [(code, wording.label("template", code)) for code in known]
    session.answer({"templates": known}, lambda: table((_("Template"), _("What it is")), rows))


def use(
    context: typer.Context,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help=N_("Its code."))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What you call it."))],
) -> None:
    """JSON: {"id"}."""
    from hub.services import templates as service
    from hub.services import terms

    session: Session = context.obj
    known = service.templates()
    if template not in known:
        raise typer.BadParameter(", ".join(known))
    document = {**known[template]}
    kind = document.pop("kind")
    with session.vault() as vault:
        own_id = terms.put_instrument(vault, name, kind, None, document, terms.free_id(vault, name))
    session.answer({"id": own_id}, _("Kept {name} as {id}.").format(name=name, id=own_id))


def cdr(
    context: typer.Context,
    file: File,
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("What you call it."))] = "",
    accept: Annotated[list[int] | None, typer.Option(metavar="N", help=N_("Take this suggestion; repeat."))] = None,
    is_dry: Annotated[bool, typer.Option("--dry-run", help=N_("Only read."))] = False,
) -> None:
    """JSON: {"id", "terms", "facts", "programme", "suggestions": [{"number", "path", "text", "field", …}], "left"}."""
    from hub.services import product_data

    session: Session = context.obj
    found = product_data.read(file)
    own_id = None
    if not is_dry:
        with session.vault() as vault:
            own_id = product_data.accept(vault, found, accept or (), name=name)
    told = [
        {"number": at, "path": text.path, "text": text.words, "field": one.field, "value": f"{one.value:f}",
         "points": one.is_points, "period": one.period or None}
        for at, (text, one) in enumerate(product_data.suggestions(found))
    ]  # fmt: skip
    texts = [{"path": one.path, "kind": one.kind, "text": one.words} for one in found.texts]
    document = {
        "id": own_id, "terms": found.document, "facts": dict(found.facts), "programme": found.programme or None,
        "suggestions": told, "texts": texts, "left": list(found.left),
    }  # fmt: skip
    rows = [(str(one["number"]), str(one["field"]), str(one["value"]), str(one["text"])) for one in told]
    heads = (_("Number"), _("Field"), _("Value"), _("What the bank wrote"))
    intro = _("Fees, rates and days are taken; of the text nothing, unless you accept it by number.")
    session.answer(document, lambda: paragraphs(intro, table(heads, rows, "><><") if rows else ""))


def remove(context: typer.Context, way: Id) -> None:
    """JSON: {"removed"}."""
    from hub.services import terms

    session: Session = context.obj
    with session.vault() as vault:
        terms.remove_instrument(vault, way)
    session.answer({"removed": way}, _("Removed; “coffer undo” brings it back."))


def _product(file: Path) -> dict[str, Any]:
    from hub.services import terms

    return terms.read_product(file)
