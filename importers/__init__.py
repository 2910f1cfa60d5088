"""Bytes in, statements out; importers never see the vault.

To add one: write a file here that ends in `IMPORTER = Importer(name, recognise, extract)` and put samples into
`tests/samples/<name>/`, with what they say in a `truth.json` beside them. Detection and the generic tests find both by
their folder.

Tables of any origin (CSV, spreadsheets, HTML, pasted text) share one reader: a file becomes rows of cells
(`text_rows`), rows become sections with headings (`sections`, `headings`), headings and cells say which column is what
(`profiles`, `columns`, `bare_columns`), rows are told apart (`rows`), signs are proven or asked about (`signs`,
`balances`), and lines are made column by column (`lines`). A bank that is misread needs a word in `words_money`,
`words_text` or `words_rows`, or better evidence there; a fact about a program that no evidence can tell goes to
`facts`. Nothing may depend on a file's name.
"""
