"""`views`: searches kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.session import Session, today
from ui.cli.tables import table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.saved_views import SavedView

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The view's name."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Every saved view in its order."))(list_)
    group.command("save", help=N_("Keep a query under a name."))(save)
    group.command("remove", help=N_("Forget a view."))(remove)
    app.add_typer(group, name="views", help=N_("Saved views of the transactions."))


def list_(context: typer.Context) -> None:
    """JSON: {"views": [{"name", "query"}]}."""
    from hub.services import saved_views

    session: Session = context.obj
    with session.vault() as vault:
        known = saved_views.listed(vault)
    session.answer({"views": [_view(one) for one in known]}, lambda: _text(known))


def save(
    context: typer.Context,
    name: Name,
    query: Annotated[str, typer.Argument(metavar="QUERY", help=N_("In the search language, quoted."))],
) -> None:
    """JSON: {"view": {"name", "query"}}."""
    from hub.services import saved_views

    session: Session = context.obj
    with session.vault() as vault:
        made = saved_views.save(vault, name, query, today())
    session.answer({"view": _view(made)}, lambda: _text([made]))


def remove(context: typer.Context, name: Name) -> None:
    """JSON: {"removed": {"name", "query"}}."""
    from hub.services import saved_views

    session: Session = context.obj
    with session.vault() as vault:
        gone = saved_views.remove(vault, name)
    session.answer({"removed": _view(gone)}, _("Removed the view {view}.").format(view=gone.name))


def _view(one: SavedView) -> dict[str, str]:
    return {"name": one.name, "query": one.query}


def _text(known: list[SavedView]) -> str:
    if not known:
        return _("No saved views yet.")
    return table((_("Name"), _("Query")), [(one.name, one.query) for one in known], "<<")
