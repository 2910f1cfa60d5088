"""A screen as the transactions screen is made: sentence, filter line, table flush with the sheet, inspector."""

from __future__ import annotations

from hub.domain.progress import Progress
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import heading, holding, row
from ui.parts.buttons import button
from ui.parts.chips import FilterLine
from ui.parts.inspector import Inspector
from ui.parts.monogram import monogram
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Paragraph, label
from ui.screen import Context, View
from ui.style import tokens
from ui.table import Amount, Category, Column, Day, Payee, Row, Rows, Table, Tag, Words

LINES = (
    ("19", "Thu", Payee("Bäckerei Lang"), Category("Eating out", 3), "Rheinbank", "−6.20"),
    ("18", "Wed", Payee("K. Brandt", is_person=True), Category(""), "Rheinbank", "−12.00"),
    ("18", "Wed", Payee("PYMT 4029357733"), Category(""), "Rheinbank", "−27.90"),
    ("18", "Wed", Payee("Elektro Vogt"), Category("Shopping", 4), "Aurum", "−53.59"),
    ("18", "Wed", Payee("Parkhaus Altstadt"), Category("Transport", 2), "Lumo", "−6.00"),
    ("17", "Tue", Payee("Grünmarkt", icons=("split", "paperclip")), Category("Groceries", 1), "Rheinbank", "−63.48"),
    ("17", "Tue", Payee("Modehaus Kern", note="refund, matched"), Category("Shopping", 4), "Rheinbank", "+38.95"),
    (
        "16",
        "Mon",
        Payee("Kino Harmonie", tag=Tag("double?", "warning", "copy")),
        Category("Leisure", 6),
        "Aurum",
        "−18.50",
    ),
    ("16", "Mon", Payee("Kaffeebar Basel", note="CHF 18.40"), Category("Eating out", 3), "Aurum", "−19.62"),
    ("15", "Sun", Payee("Gartenlokal Rebstock"), Category("Eating out", 3), "Aurum", "−31.20"),
    ("14", "Sat", Payee("Baumarkt Hornung"), Category("Shopping", 4), "Rheinbank", "−37.80"),
    ("14", "Sat", Payee("Grünmarkt"), Category("Groceries", 1), "Meridian", "−22.47"),
    ("14", "Sat", Payee("Kletterhalle"), Category("Leisure", 6), "Lumo", "−24.00"),
    ("13", "Fri", Payee("Route Station Lörrach"), Category("Transport", 2), "Aurum", "−87.60"),
)


class Listing(View[list[Row]]):
    """A table of fourteen transactions."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.head = Head(button("Sort 4", kind="primary", icon="tags"))
        self.filter = FilterLine("payee, amount, #tag")
        self.filter.show_tokens([("month", "November 2026"), ("account", "All accounts")])
        kinds = Segmented(
            "Which rows", [Choice("all", "All"), Choice("sort", "To sort", "4"), Choice("double", "Double?", "1")]
        )
        self.rows = Rows(5)
        columns = [
            Column("Date", 78, sort="date"),
            Column("Payee"),
            Column("Category", 138),
            Column("Account", 110),
            Column("Amount, EUR", 104, is_trailing=True, sort="amount"),
        ]
        self.table = Table("Transactions", columns, self.rows, is_flush=True)
        self.table.picked.connect(self.inspect)
        filters = row(self.filter, kinds, gap=3)
        filters.setStretchFactor(self.filter, 1)
        gutter = tokens.frame("gutter")
        self.body.setContentsMargins(0, tokens.px(22), 0, 0)
        self.body.setSpacing(tokens.px(14))
        for part in (self.head, holding(filters)):
            part.setContentsMargins(gutter, 0, gutter, 0)
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.commands["find"] = self.filter.setFocus

    def load(self, progress: Progress) -> list[Row]:
        found, last = [], ""
        for at, (day, weekday, payee, category, account, amount) in enumerate(LINES):
            kind = "in" if amount.startswith("+") else "out"
            cells = (
                Day(day, weekday, day != last),
                payee,
                category,
                Words(account, tone="text-2"),
                Amount(amount, kind),
            )
            found.append(Row(at, cells, has_line=day != last))
            last = day
        return found

    def fill(self, value: list[Row]) -> None:
        spent, less = Figure("€ 2,077.77", lambda: None), Figure("€ 76.53", lambda: None)
        self.head.say("You spent {spent}, {less} less than by 19 October.", spent=spent, less=less, sub="43 rows")
        self.rows.show(value)

    def inspect(self, key: object) -> None:
        shown = Inspector("Grünmarkt", lambda: self.context.frame.inspect(None))
        shown.title("Grünmarkt", "Tuesday 17 November 2026", monogram("Grünmarkt", size=36))
        shown.block(
            heading("Categories", "", button("Edit split", kind="link", grade="small")),
            Arithmetic([Line("Groceries", "−51.53", "Weekly shop"), Line("Shopping", "−11.95", "Frying pan")]),
            label("2 parts add up", "small", "text-3"),
        )
        shown.block(label("Rule", "section"), Paragraph("If the bank writes GRUENMARKT, then Grünmarkt, Groceries."))
        self.context.frame.inspect(shown)
