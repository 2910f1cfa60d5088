"""Sentences about files: problems in lines, questions, their answers and reasons, and how a file was read."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording import billing, sharing
from ui.locale.wording.template import Template, plural

PROBLEMS: Mapping[str, Template] = {
    **sharing.PROBLEMS,
    **billing.PROBLEMS,
    # the whole file
    "ambiguous_format": N_("This file could be two things: {importers}."),
    "archive_too_large": N_("This archive holds too much."),
    "broken_archive": N_("This archive is damaged."),
    "broken_database": N_("This database is damaged ({reason})."),
    "broken_spreadsheet": N_("This spreadsheet is damaged."),
    "empty_file": N_("This file is empty."),
    "file_too_large": N_("This file is larger than {limit:size}."),
    "forbidden_xml": N_("This file holds XML that Coffer does not follow, because it could harm ({reason})."),
    "line_too_long": N_("A line of this file is longer than {limit:size}."),
    "locked_archive": N_("This archive is locked with a password."),
    "locked_file": N_("This file is locked with a password."),
    "nested_too_deep": N_("This file is nested too deeply to be a statement."),
    "no_statement_inside": N_("There is no statement in this file."),
    "no_table": N_("There is no table of transactions in this file."),
    "not_well_formed": N_("This file is damaged: its marks do not close."),
    "broken_pdf": N_("This PDF is damaged."),
    "pdf_extra_missing": N_("This is a PDF; the part of Coffer that reads them is not installed."),
    "shared_expenses": N_("This is a list of who owes what of shared expenses, and no statement."),
    "trades": N_("This is a list of trades, and no statement of an account."),
    "unknown_currency": N_("The amounts of this file are in {currency}, which is no currency that Coffer keeps."),
    "scanned_pdf": N_("This PDF is a scan: it holds pictures of paper, and no text that could be read safely."),
    "picture": N_("This is a picture."),
    "program": N_("This is a program."),
    "too_large": N_("This file is too large."),
    "too_damaged": N_("More than {limit} rows of this file can't be read."),
    "reader_stopped": N_("The reader of this file broke off; nothing of it is in the vault."),
    "too_slow": N_("This file took too long to read; Coffer stopped."),
    "too_many_tables": N_("This file has more than {limit} rows of headings."),
    "too_many_columns": N_("A row has more than {limit} columns."),
    "unreadable": N_("This file can't be read ({reason})."),
    "unsafe_archive": N_("This archive wants to write outside of its folder ({entry})."),
    "unsupported_archive": N_("This is an archive that Coffer can't open."),
    # one line
    "amount_missing": N_("The amount is missing."),
    "amount_unreadable": N_("The amount can't be read."),
    "balances_disagree": N_("The balances do not follow from the lines."),
    "broken_quote": N_("A quotation mark is never closed."),
    "cell_too_long": N_("A field is too long."),
    "date_missing": N_("The date is missing."),
    "date_unreadable": N_("The date can't be read."),
    "included_file_left_out": N_("This line names another file; it was not read."),
    "investment_rows_left_out": plural(
        "{count} row of an investment account was left out.", "{count} rows of an investment account were left out."
    ),
    "mixed_encodings": N_("This file mixes two encodings ({encodings}): look at names with accents."),
    "not_executed": N_("The bank did not carry this out ({status})."),
    "pending_without_date": N_("Not booked yet and without a date."),
    "row_too_short": N_("This line has too few fields."),
    "row_unreadable": N_("This line can't be read."),
    "undecodable_characters": N_("Some characters can't be read as {encoding}."),
}

QUESTIONS: Mapping[str, Template] = {
    "account_currency": N_("Which currency is the account in?"),
    "amount_column": N_("Which column holds the amounts?"),
    "booking_column": N_("Which column holds the days of booking?"),
    "out_column": N_("Which column holds what went out?"),
    "currency_of_sign": N_("Which currency does the sign mean?"),
    "day_or_month_first": N_("Does the day or the month come first?"),
    "decimal_mark": N_("Which sign parts the decimals?"),
    "fee_beside": N_("Is the fee in the column beside part of the amount?"),
    "minor_units": N_("Are the amounts in whole units or in hundredths?"),
    "minus_in_debit": N_("What does a minus among the debits mean?"),
    "money_out_sign": N_("Is an amount without a minus money spent or money received?"),
    "neutral_rows": N_("Which way did the rows go that do not say so?"),
    "same_account": N_("Is this file of the same account as the one before it?"),
    "shared_day": N_("Two files meet on a day: are its equal rows the same?"),
    "year": N_("Which year are the days of, that name none?"),
}

CHOICES: Mapping[str, Template] = {
    "dmy": N_("day, month, year"),
    "mdy": N_("month, day, year"),
    "ymd": N_("year, month, day"),
    ".": N_("point"),
    ",": N_("comma"),
    "back": N_("money came back"),
    "out": N_("money went out"),
    "by_words": N_("by their words"),
    "spent": N_("spent"),
    "received": N_("received"),
    "whole": N_("whole units"),
    "hundredths": N_("hundredths"),
    "inside": N_("part of it"),
    "beside": N_("on top of it"),
    "one": N_("the same account"),
    "apart": N_("an account of its own"),
    "same_rows": N_("the same rows"),
    "further_rows": N_("further rows"),
}

REASONS: Mapping[str, Template] = {
    "answered": N_("you said so"),
    "card_export": N_("it looks like the export of a card"),
    "files_meet": N_("files mostly hold whole days"),
    "follow": N_("its days follow on those of a file that is laid out alike"),
    "habit": N_("most banks write it so"),
    "locale": N_("the language or the currency of the file suggests it"),
    "main_currency": N_("the file names none, and it is your main one"),
    "mixed_signs": N_("debits with both signs occur"),
    "no_balance": N_("no balance in the file says otherwise"),
    "no_decimals": N_("no amount has decimals, and few are round"),
    "no_direction": N_("their rows do not name a direction"),
    "no_year": N_("the file names no year, and this is the latest it can be"),
    "no_sign": N_("it is laid out alike, and nothing else joins the two"),
    "no_headings": N_("the file does not name its columns"),
    "no_sign_in_file": N_("no row has a sign"),
    "sign": N_("several currencies share the sign, and this is the most common"),
    "span": N_("so the file covers the shorter time"),
    "three_digits_after": N_("three digits follow it, as after a sign between thousands"),
}

FACTS: Mapping[str, Template] = {
    "date_order": N_("dates as {is}"),
    "decimal_mark": N_("decimal {is}"),
    "delimiter": N_("columns parted by “{is}”"),
    "fee_beside": N_("fees on top of the amounts"),
    "files_inside": plural("{count} file inside", "{count} files inside"),
    "header": N_("header on line {line:plain}"),
    "hundredths": N_("amounts in hundredths"),
    "no_header": N_("no header"),
    "ofx_version": N_("OFX {is}"),
    "sheet": N_("sheet {name}"),
    "sheet_left_out": N_("sheet {name} left out"),
    "signs": N_("signs: {is}"),
    "tables": plural("{count} table", "{count} tables"),
}

DELIMITERS: Mapping[str, Template] = {"\t": N_("columns parted by tabs"), " ": N_("columns parted by spaces")}
"""Signs that can't be seen."""

SIGNS: Mapping[str, Template] = {
    "signed": N_("as written"),
    "flipped": N_("the other way round"),
    "marks": N_("by credit and debit marks"),
    "direction": N_("by the column of directions"),
    "balance": N_("by the running balance"),
    "words": N_("by the words of each row"),
}
"""How amounts of a file got their sign."""
