"""Tables: a view with named columns, models of rows, and cells with ready texts.

    table = Table(_("Transactions"), [Column(_("Date"), 78), Column(_("Payee")), Column(_("Amount, EUR"), 130,
                  is_trailing=True)], rows := Rows(3), is_flush=True)
    rows.show([Row(one.id, (Day("19", "Thu"), Payee(one.payee), Amount("−6.20")), has_line=False) for one in found])
    table.picked.connect(self.inspect)

`PagedRows` reads from the store page by page; a `Row` whose first cell is a `Group` runs across all columns.
"""

from ui.table.cells import Action, Amount, Category, Cell, Day, Group, Payee, Tag, Tick, Words
from ui.table.rows import PAGE, Page, PagedRows, Row, Rows
from ui.table.view import Column, Table

__all__ = [
    "PAGE",
    "Action",
    "Amount",
    "Category",
    "Cell",
    "Column",
    "Day",
    "Group",
    "Page",
    "PagedRows",
    "Payee",
    "Row",
    "Rows",
    "Table",
    "Tag",
    "Tick",
    "Words",
]
