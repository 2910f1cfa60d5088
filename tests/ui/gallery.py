"""All parts on one sheet, as in the design's picture of components: `python -m tests.ui.gallery light 100 out.png`.

Arguments: theme, font percent, file, and `rtl` for a mirrored one. Also the stuff of the tests that walk all parts.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, heading, holding, inset, row
from ui.parts.buttons import button, icon_button, yes_and_no
from ui.parts.cards import Card, Suggestion
from ui.parts.chips import CategoryChip, FilterLine, tag
from ui.parts.empty import Empty
from ui.parts.monogram import monogram
from ui.parts.netbar import Ranked, RankedList
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Paragraph, label
from ui.style import style, tokens
from ui.table import Amount, Category, Column, Day, Group, Payee, Row, Rows, Table, Tag, Tick, Words


def nothing() -> None:
    """What buttons of the gallery do."""


def buttons_and_fields() -> QWidget:
    """Buttons, fields, choices, chips, tags."""
    parts: list[object] = [heading("Buttons", "rest · disabled")]
    for kind, words in (
        ("primary", "Add 22"),
        ("", "Undo"),
        ("quiet", "Not now"),
        ("danger", "Delete"),
        ("link", "Open"),
    ):
        off = button(words, kind=kind)
        off.setEnabled(False)
        parts.append(row(button(words, kind=kind), button(words, kind=kind, grade="small"), off, 0))
    field, wrong, closed = QLineEdit("12,5*3"), QLineEdit("12,50,3"), QLineEdit("Closed account")
    for one in (field, wrong, closed):
        one.setAccessibleName("Amount")
    wrong.setProperty("state", "error")
    closed.setEnabled(False)
    choice = QComboBox()
    choice.setAccessibleName("Account")
    choice.addItems(["Rheinbank Current", "Aurum"])
    parts += [heading("Fields"), field, wrong, closed, choice, heading("Choice", "segmented · switch · tick")]
    switch, tick = QCheckBox(), QCheckBox("Tick")
    switch.setProperty("kind", "switch")
    switch.setAccessibleName("Everything off")
    for one in (switch, tick):
        one.setChecked(True)
    parts.append(row(Segmented("Rows", [Choice("all", "All"), Choice("sort", "To sort", "4")]), switch, tick, 0))
    parts.append(heading("Chips and tags"))
    parts.append(row(CategoryChip("Groceries", 1), CategoryChip("Transport", 2), CategoryChip(), 0))
    marks = (
        ("covered", "positive", "check"),
        ("+8.00", "warning", "trending-up"),
        ("overdue", "negative", "circle-alert"),
    )
    parts.append(row(*(tag(*one) for one in marks), tag("match", "info", "link"), tag("new"), 0))
    parts.append(
        row(
            *(monogram(one) for one in ("Grünmarkt", "Kino Harmonie", "Telmo Mobile")),
            monogram("Jonas Weber", is_person=True),
            0,
        )
    )
    filters = FilterLine("payee, amount, #tag")
    filters.show_tokens([("month", "November 2026"), ("account", "All accounts")])
    parts += [filters, 1]
    return holding(column(*parts))  # type: ignore[arg-type]


def rows_of_all_kinds() -> list[Row]:
    """A few rows as the transactions screen shows them."""
    return [
        Row("g", (Group("New, worth a look", "3", "can be sorted later", "eye", "warning"),)),
        Row(1, (Tick(True), Day("19", "Thu"), Payee("Bäckerei Lang"), Category("Eating out", 3), Amount("−6.20"))),
        Row(
            2,
            (
                Tick(True),
                Day("18", "Wed"),
                Payee("K. Brandt", is_person=True, verbatim="SumUp *K."),
                Category(""),
                Amount("−12.00"),
            ),
        ),
        Row(
            3,
            (
                Tick(False),
                Day("18", "Wed", False),
                Payee("Grünmarkt", icons=("split", "paperclip")),
                Category("Groceries", 1),
                Amount("−63.48"),
            ),
            False,
        ),
        Row(
            4,
            (
                Tick(True),
                Day("17", "Tue"),
                Payee("Modehaus Kern", note="refund, matched"),
                Category("Shopping", 4),
                Amount("+38.95", "in"),
            ),
        ),
        Row(
            5,
            (
                Tick(True),
                Day("16", "Mon"),
                Payee("Kino Harmonie", tag=Tag("double?", "warning", "copy")),
                Category("Leisure", 6),
                Amount("−18.50"),
            ),
        ),
        Row(
            6,
            (
                Tick(True),
                Day("12", "Thu"),
                Payee("Rheinbank → Aurum", icon="arrow-left-right"),
                Category("Transfer", icon="arrow-left-right"),
                Amount("612.40", "transfer"),
            ),
        ),
    ]


def table() -> Table:
    """The table of the gallery."""
    rows = Rows(5)
    rows.show(rows_of_all_kinds())
    columns = [
        Column("", 40),
        Column("Date", 70, sort="date"),
        Column("Payee"),
        Column("Category", 120),
        Column("EUR", 90, is_trailing=True),
    ]
    made = Table("Transactions", columns, rows)
    made.go_to(3)
    return made


def middle() -> QWidget:
    """Tables, the ranked list, amounts."""
    ranked = RankedList("Ways to pay")
    ranked.show_options(
        [
            Ranked(
                "1",
                "Lumo Wallet → Aurum Credit",
                "Through Lumo, Aurum still sees it is fuel",
                ("wallet", "credit-card"),
                276,
                "+2.76",
            ),
            Ranked("2", "Cash", "You have € 140.00", ("banknote",), 0, "0.00"),
            Ranked("3", "Trio, 3 instalments", "3 × € 28.00", ("calendar-range",), -112, "−1.12"),
        ]
    )
    mixed = Rows(2)
    mixed.show(
        [
            Row(1, (Words("Rent"), Amount("−980", "out", ".00", "EUR"))),
            Row(2, (Words("Stationery, Tokyo"), Amount("−2,400", "out", "", "JPY"))),
            Row(3, (Words("Dates, Kuwait", "second line"), Amount("−1", "out", ".250", "KWD"))),
        ]
    )
    amounts = Table("Amounts", [Column("What"), Column("Amount", 160, is_trailing=True)], mixed)
    amounts.setFixedHeight(tokens.px(140))
    return holding(column(heading("Rows"), table(), heading("Amounts"), amounts, heading("Ranked"), ranked))


def trailing() -> QWidget:
    """Cards, arithmetic, empty, progress, dialog buttons."""
    card = Card(
        Suggestion(
            "Dr. Albrecht is due on Tuesday",
            "The invoice came on 10 November and no payment matches it yet. Your current account covers it.",
            "Open pay sheet",
            nothing,
            nothing,
            nothing,
            "Safe",
            "warning",
            "shield-check",
            "€ 128.40",
            "once",
        ),
        is_first=True,
    )
    sums = Arithmetic(
        [
            Line("In reach", "2,237.45", "4 accounts"),
            Line("Owed on Aurum", "−486.20"),
            Line("Buffer you set", "−800.00"),
        ],
        Line("Free to spend", "524.57"),
        links=[("Open the rows", nothing), ("Change the buffer", nothing)],
    )
    bar = QProgressBar()
    bar.setValue(40)
    bar.setAccessibleName("Progress")
    frame = QFrame()
    frame.setProperty("role", "card")
    inset(column(sums, parent=frame), 5)
    empty = Empty(
        "receipt",
        "No bills yet",
        "Coffer finds them in three months of transactions.",
        button("Import a file", kind="primary", icon="file-down"),
        button("Add a bill"),
    )
    yes, no = yes_and_no("Send", "Don’t send")
    return holding(
        column(
            card,
            frame,
            bar,
            empty,
            row(1, no, yes, icon_button("eye", "Hide amounts")),
            Paragraph("Electricity went up. You used the same 286 kWh as in October, and the price rose."),
            label("micro", "micro"),
            1,
            gap=5,
        )
    )


def sheet() -> QWidget:
    """The whole gallery."""
    desk = QWidget(objectName="desk")
    outer = QVBoxLayout(desk)
    outer.setContentsMargins(8, 8, 8, 8)
    paper = QFrame(objectName="sheet")
    outer.addWidget(paper)
    head = Head(button("Sort 4", kind="primary", icon="tags"))
    head.say(
        "You spent {amount}, {less} less than by 19 October.",
        amount=Figure("€ 2,077.77", lambda: None),
        less=Figure("€ 76.53", lambda: None),
        sub="November so far · 43 rows",
    )
    columns = QHBoxLayout()
    columns.setSpacing(tokens.space(7))
    for part, share in ((buttons_and_fields(), 4), (middle(), 7), (trailing(), 5)):
        columns.addWidget(part, share)
    inside = column(head, columns, gap=6, parent=paper)
    inset(inside, 7)
    return desk


def main() -> None:
    """Draw the gallery into a file."""
    theme, percent, file, *more = sys.argv[1:]
    app = QApplication(["gallery"])
    if "rtl" in more:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    style.apply(app, tokens.Look(theme=theme, scale=int(percent) / 100))
    desk = sheet()
    desk.resize(1366, 860)
    desk.show()
    app.processEvents()
    desk.grab().save(file)


if __name__ == "__main__":
    main()
