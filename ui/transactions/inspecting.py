"""The inspector of a transaction: what it is, its parts, tags and notes, where it comes from, why, and lately."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from hub.domain.channel import CHANNELS, channel_of
from hub.domain.money import to_decimal
from hub.domain.transaction import STATES, Split
from hub.services.rules import Suggested
from ui.charts import ChartView, Lately
from ui.drafting import Content, Drafted, fill, is_waiting
from ui.fields import ChoiceField, TextField
from ui.locale import _, ngettext, text, wording
from ui.parts.boxes import clear, column, heading, holding, row
from ui.parts.buttons import button
from ui.parts.chips import CategoryChip, swatch
from ui.parts.inspector import Inspector
from ui.parts.monogram import monogram
from ui.parts.pictures import Drawn, Picture
from ui.parts.texts import Paragraph, Run, label, trailing
from ui.style import tokens
from ui.transactions.choosing import choose_category
from ui.transactions.looking import Look
from ui.transactions.reading import Names
from ui.transactions.receipts import Files, Receipts
from ui.transactions.splitting import SplitEditor

_MAY_BREAK = "\u200b"
_BREAK, _LONG = re.compile(r"([;,>|:/])"), re.compile(r"([^\s\u200b]{16})(?=[^\s\u200b])")
"""Where the text of a bank may be broken: after signs that part its fields, and inside of very long runs."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done from the inspector; each takes the transaction's id first."""

    categorise: Callable[[int, int | None], object]
    split: Callable[[int, list[Split]], object]
    tag: Callable[[int, list[str]], object]
    note: Callable[[int, str], object]
    change: Callable[[int, dict[str, object]], object]
    attach: Callable[[int, Sequence[Path]], object]
    files: Files
    edit: Callable[[int], object]
    remove: Callable[[int], object]
    erase: Callable[[int], object]
    remove_rule: Callable[[int], object]
    show: Callable[[str], object]
    close: Callable[[], object]


class TransactionInspector(Inspector):
    """Blocks about one transaction."""

    def __init__(self, look: Look, names: Names, acts: Acts, today: date, now: datetime) -> None:
        super().__init__(_("About the transaction"), acts.close)
        self.look, self._names, self._acts = look, names, acts
        self._today, self._now = today, now
        self._focused: TextField | None = None
        self._what()
        self._categories()
        self._words()
        self._receipts()
        self._origin()
        if look.why.rule is not None:
            self._rule()
        if look.lately is not None and any(look.lately.amounts):
            self._lately()
        Drafted(self, "words", self.transaction_id, self.unsaved, put=lambda content: fill(self, content), first={})
        if is_waiting("parts", self.transaction_id):
            self._edit_parts()

    @property
    def transaction_id(self) -> int:
        """Which transaction it is about."""
        return self.look.transaction.id

    def saved(self) -> Content:
        """The words as they are kept."""
        return {"tags": ", ".join(self.look.detail.tags), "notes": self.look.transaction.notes}

    def unsaved(self) -> Content:
        """What was typed and is not saved yet: the words are saved when the person leaves their field."""
        saved = self.saved()
        written = {"tags": self.tags.entry.text(), "notes": self.notes.entry.text()}
        return {name: words for name, words in written.items() if words != saved[name]}

    def go_on_typing(self, before: TransactionInspector) -> None:
        """Take over what is being typed in the one that this one replaces."""
        stored, unsaved = before.saved(), before.unsaved()
        for name, old, new in (("tags", before.tags, self.tags), ("notes", before.notes, self.notes)):
            if old.entry.hasFocus() or (name in unsaved and stored[name] == self.saved()[name]):
                new.entry.setText(old.entry.text())
            if old.entry.hasFocus():
                self._focused = new

    def focus_again(self) -> None:
        """Give the focus to the field that had it."""
        if self._focused is not None:
            self._focused.setFocus()

    def _what(self) -> None:
        one = self.look.transaction
        payee = one.payee or one.description or _("No name")
        picture = monogram(payee, size=36) if one.transfer_id is None else Picture("arrow-left-right", size="large")
        self.title(payee, text.day_long(one.booked_on), picture)
        account = self._names.accounts.get(one.account_id)
        figure = label(text.money(one.amount, one.currency, sign=one.amount > 0), "figure")
        where = label(account.name if account else "", "body", "text-2")
        line = row(figure, where, 0, gap=4)
        line.setAlignment(where, Qt.AlignmentFlag.AlignBottom)
        parts: list[QWidget] = [holding(line)]
        if one.original_currency and one.original_currency != one.currency:
            paid = text.money(one.original_amount or 0, one.original_currency)
            parts.append(Paragraph(_("{amount} were paid").format(amount=paid), "small"))
            parts += self._rates()
        for other in self.look.detail.transfer:
            into = self._names.accounts.get(other.account_id)
            template = _("To {account}: {amount}") if other.amount > 0 else _("From {account}: {amount}")
            amount = text.money(other.amount, other.currency, sign=True)
            words = template.format(account=text.name(into.name) if into else "", amount=amount)
            parts.append(Paragraph(words, "small"))
        edit = button(_("Edit"), lambda: self._acts.edit(one.id), grade="small", icon="pencil")
        remove = button(_("Delete"), lambda: self._acts.remove(one.id), kind="quiet", grade="small")
        self.erase = button(_("Erase for good…"), lambda: self._acts.erase(one.id), kind="quiet", grade="small")
        self.block(*parts, row(edit, remove, 0), row(self.erase, 0))

    def _rates(self) -> list[QWidget]:
        """The rate that was charged, and the reference rate of the day with its source."""
        one, reference = self.look.transaction, self.look.rate
        if not one.original_amount or not one.original_currency:
            return []
        charged = abs(to_decimal(one.amount, one.currency) / to_decimal(one.original_amount, one.original_currency))
        words = _("Charged at {rate} {currency} for 1 {other}").format(
            rate=text.number(round(charged, 4)), currency=one.currency, other=one.original_currency
        )
        made: list[QWidget] = [label(words, "small", "text-2")]
        if reference is not None:
            template = _("Reference rate {rate} of {day}, from {source}")
            source = wording.rate_source(reference.source)
            day, rate = text.day(reference.day), text.number(round(reference.rate, 4))
            made.append(Paragraph(template.format(rate=rate, day=day, source=source), "small"))
        return made

    def _categories(self) -> None:
        one = self.look.transaction
        if one.transfer_id is not None:
            words = _("A move between your own accounts: no spending, no income.")
            if self.look.detail.fee:
                lost = text.money(-self.look.detail.fee, one.currency)
                words = _("A move between your own accounts. Its fee of {amount} counts as spending.")
                words = words.format(amount=lost)
            self.block(heading(_("Transfer")), Paragraph(words, role="small"))
            return
        self._parts = column(gap=3)
        self._show_parts()
        self.block(self._parts)

    def _show_parts(self) -> None:
        one = self.look.transaction
        clear(self._parts)
        words = _("Edit split") if one.is_split else _("Split")
        head = heading(_("Categories") if one.is_split else _("Category"))
        head.addWidget(button(words, self._edit_parts, kind="link", grade="small"))
        self._parts.addLayout(head)
        if not one.is_split:
            chip = self._chip(one.category_id)
            chip.clicked.connect(lambda _checked: self.choose())
            self.chip = chip
            self._parts.addLayout(row(chip, 0))
        for part in self.look.detail.splits:
            name = self._names.category(part.category_id) or _("To sort")
            words = f"{name} · {part.note}" if part.note else name
            category = self._names.categories.get(part.category_id) if part.category_id is not None else None
            picture = Picture("circle-help", size="small") if category is None else _swatch(category.slot)
            amount = label(text.amount(part.amount, one.currency), "body", tabular=True, weight=500, is_trailing=True)
            self._parts.addLayout(row(picture, label(words), 0, amount))
        if one.is_split:
            count = len(self.look.detail.splits)
            words = ngettext("{count} part adds up", "{count} parts add up", count).format(count=text.count(count))
            total = label(text.amount(one.amount, one.currency), "small", "text-2", tabular=True, is_trailing=True)
            self._parts.addLayout(row(label(words, "small", "text-2"), 0, total))
        self._parts.addWidget(Paragraph(self._why(), role="small"))
        if self.look.suggestion is not None:
            self._parts.addLayout(self._suggested(self.look.suggestion))

    def _suggested(self, found: Suggested) -> QLayout:
        one = self.look.transaction
        category, sure = self._names.category(found.category_id), text.percent(Decimal(found.confidence) / 100)
        words = _("{category}? {percent} sure").format(category=category, percent=sure)
        take = button(words, lambda: self._acts.categorise(one.id, found.category_id), grade="small", icon="lightbulb")
        take.setToolTip(_("Because of: {words}").format(words=text.name(found.words)))
        return row(take, 0)

    def choose(self) -> None:
        """Open the chooser of the category."""
        one = self.look.transaction
        if not one.is_split and one.transfer_id is None:
            beside = QRect(self.chip.mapToGlobal(self.chip.rect().topLeft()), self.chip.size())
            known = list(self._names.categories.values())
            choose_category(
                known, one.category_id, beside, self.window(), lambda chosen: self._acts.categorise(one.id, chosen)
            )

    def _edit_parts(self) -> None:
        clear(self._parts)
        one = self.look.transaction
        editor = SplitEditor(
            one,
            self.look.detail.splits,
            list(self._names.categories.values()),
            lambda parts: self._acts.split(one.id, parts),
            self._show_parts,
        )
        self._parts.addLayout(heading(_("Parts")))
        self._parts.addWidget(editor)

    def _words(self) -> None:
        one, tags = self.look.transaction, self.look.detail.tags
        self.tags = TextField(_("Tags"), placeholder=_("holiday, shared"))
        self.tags.set_value(", ".join(tags))
        self.notes = TextField(_("Notes"), longest=1000)
        self.notes.set_value(one.notes)
        self.tags.committed.connect(self._save_tags)
        self.notes.committed.connect(self._save_notes)
        one = self.look.transaction
        told = channel_of(one.description)
        unknown = _("not known") if told is None else wording.label("channel", told)
        self.channel = ChoiceField(
            _("Paid how"), [(None, unknown), *((c, wording.label("channel", c)) for c in CHANNELS if c != told)]
        )
        self.channel.set_value(one.channel if one.channel != told else None)
        self.state = ChoiceField(_("State"), [(s, wording.label("transaction_state", s)) for s in STATES])
        self.state.set_value(one.status)
        self.channel.committed.connect(lambda: self._acts.change(one.id, {"channel": self.channel.value()}))
        self.state.committed.connect(lambda: self._acts.change(one.id, {"status": self.state.value()}))
        for field in (self.channel, self.state):  # as narrow as the pane is, in every language
            field.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.box.setMinimumContentsLength(4)
        pair = row(self.channel, self.state, gap=3)
        pair.setStretch(0, 3)
        pair.setStretch(1, 2)
        self.block(self.tags, self.notes, pair)

    def _receipts(self) -> None:
        one, files = self.look.transaction, self._acts.files
        self.receipts = Receipts(
            self.look.files, lambda paths: self._acts.attach(one.id, paths), files.show, files.save, files.remove
        )
        self.block(self.receipts)

    def _save_tags(self) -> None:
        typed = [part.strip().lstrip("#") for part in self.tags.value().split(",")]
        wanted = sorted({part for part in typed if part})
        if wanted != sorted(self.look.detail.tags):
            self._acts.tag(self.transaction_id, wanted)

    def _save_notes(self) -> None:
        if self.notes.value() != self.look.transaction.notes:
            self._acts.note(self.transaction_id, self.notes.value())

    def _origin(self) -> None:
        one, batch = self.look.transaction, self.look.detail.batch
        parts: list[QWidget] = []
        if batch is None:
            parts.append(Paragraph(_("Typed by hand."), role="small"))
        else:
            when = text.moment(batch.imported_at.astimezone(), self._now)
            template = _("{file}, line {line}, {when}") if one.line else _("{file}, {when}")
            words = template.format(file=text.code(batch.file_name), line=text.count(one.line or 0), when=when)
            parts.append(Paragraph(words, role="small"))
        source = self.look.detail.raw or one.description
        if source:
            parts.append(_source(source))
        self.block(heading(_("Where it comes from")), *parts)

    def _why(self) -> str:
        why = self.look.why
        if why.rule is not None:
            return _("By your rule {place} of {day}.").format(
                place=text.count(why.place), day=text.day(why.rule.made_on)
            )
        if why.code == "by_learning":
            template = ngettext(
                "Like {count} other: the words {words}", "Like {count} others: the words {words}", why.others
            )
            if not why.others:
                template = _("Learned from general words: {words}")
            return template.format(count=text.count(why.others), words=text.name(why.words))
        return {
            "by_hand": _("You chose this category."),
            "by_file": _("The file named this category."),
            "by_rule": _("By a rule that is gone."),
        }.get(why.code, _("Not sorted yet."))

    def _rule(self) -> None:
        rule = self.look.why.rule
        if rule is None:
            return
        words = Paragraph()
        query = Run(text.code(rule.query), is_strong=True)
        category = self._names.category(rule.category_id) or rule.payee or ""
        words.show_words(_("What matches {query} becomes {category}."), query=query, category=category)
        show = button(_("Show what it matches"), lambda: self._acts.show(rule.query), kind="link", grade="small")
        gone = button(_("Remove the rule"), lambda: self._acts.remove_rule(rule.id), kind="quiet", grade="small")
        self.block(heading(_("Rule")), words, row(show, 0), row(gone, 0))

    def _lately(self) -> None:
        one, lately = self.look.transaction, self.look.lately
        if lately is None:
            return
        template = ngettext("{count} time in {month}, {amount}", "{count} times in {month}, {amount}", lately.count)
        comment = template.format(
            count=text.count(lately.count),
            month=text.month_name(lately.months[-1]),
            amount=text.amount(abs(lately.amounts[-1]), one.currency),
        )
        labels = tuple(text.month_short(month) for month in lately.months)
        plot = Lately(
            title=_("{payee} lately").format(payee=text.name(one.payee)),
            currency=one.currency,
            labels=labels,
            amounts=lately.amounts,
        )
        told = Paragraph(comment, "small")  # wraps where the language needs more room than the pane has
        told.setAlignment(trailing() | Qt.AlignmentFlag.AlignBottom)
        self.block(row(label(_("Lately"), "section"), told, gap=3), ChartView(plot))

    def _chip(self, category_id: int | None) -> CategoryChip:
        category = self._names.categories.get(category_id) if category_id is not None else None
        return CategoryChip(self._names.category(category_id), category.slot if category is not None else None)


def _swatch(slot: int) -> Drawn:
    return Drawn(lambda _ratio: swatch(slot))


def _source(verbatim: str) -> QWidget:
    """The bank's own text, in equal letters, left to right, wrapped."""
    made = label(_LONG.sub(f"\\1{_MAY_BREAK}", _BREAK.sub(f"\\1{_MAY_BREAK}", " ".join(verbatim.split()))), "small")
    made.setFont(tokens.font("mono"))
    made.setProperty("role", "code")
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setWordWrap(True)
    made.setAccessibleName(_("Text of the bank: {text}").format(text=verbatim))
    made.setMinimumWidth(tokens.px(80))
    return made
