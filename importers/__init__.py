"""Bytes in, statements out; importers never see the vault.

To add one: write a file here that ends in `IMPORTER = Importer(name, recognise, extract)`, the name being the
module's, and put samples into `tests/samples/<name>/`, with what they say in a `truth.json` beside them. Detection and
the generic tests find both by their folder; `pdf.py` is a short one to begin from.

    def recognise(source: Source) -> Decimal:                # 0 to 1, by `source.head` alone; never raises
        return Decimal("0.95") if source.head.startswith(b"%PDF") else Decimal(0)

    def extract(source: Source, progress: Progress) -> FileReading:  # what it raises becomes a StatementError
        ...

The surest importer reads; two that are equally sure are an error with both names. `truth.json` holds for each file
"transactions" (rows of day, amount, currency or null, a part of payee or description) and, where they are known,
"opening", "closing", "agree", "account", "account_name", "problems" (codes), "importer" (where another one reads it).
What the
file leaves open is a `Question` that `Question.answered(source.answers.get(code))` settles; its words are in
`ui/locale/wording/statements.py`. A foreign library is imported inside the function that uses it, and one that is
compiled or slow on hostile input runs in a child process (`confined`).

Tables of any origin (CSV, spreadsheets, HTML, pasted text) share one reader: a file becomes rows of cells
(`text_rows`), rows become sections with headings (`sections`, `headings`), headings and cells say which column is what
(`profiles`, `columns`, `bare_columns`), rows are told apart (`rows`), signs are proven or asked about (`signs`,
`balances`), and lines are made column by column (`lines`). A bank that is misread needs a word in `words_money`,
`words_text` or `words_rows`, or better evidence there; a fact about a program that no evidence can tell goes to
`facts`. Nothing may depend on a file's name.
"""
