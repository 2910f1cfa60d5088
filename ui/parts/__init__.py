"""The parts that screens are made of; each takes ready texts and the colours and sizes of `ui.style.tokens`.

- `texts`: label, Paragraph (running text), alignment that follows the layout
- `buttons`: button, icon_button, yes_and_no; `segmented`: one of a few; `chips`: tag, CategoryChip, FilterLine
- `boxes`: row, column, heading, hairline, scrolled; `cards`: Card for a suggestion; `empty`: an empty place
- `sentence`: Head, Sentence, Figure; `popover`; `arithmetic`: lines that add up
- `netbar`: RankedList; `monogram`; `inspector`: Inspector; `bars`: ProblemBar, WorkBar; `toast`

Fields are in `ui.fields`, charts in `ui.charts`, tables in `ui.table`, dialogs in `ui.ask`.
"""
