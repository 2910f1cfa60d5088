"""Lists that look like statements and are none are refused, and say what they are; those beside them are read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.domain.errors import StatementError
from importers import detect

_SHARED = """Date,Description,Category,Cost,Currency,Ada,Ben,Cleo
2026-01-05,Supermarket,Groceries,98.30,CHF,-49.15,24.58,24.57
2026-01-06,Store,Groceries,58.85,CHF,-29.43,29.43,0.00
2026-01-07,Heating,Home,26.90,CHF,13.45,0.00,-13.45
"""
_TRADES = """Date(UTC),Pair,Side,Price,Executed,Amount,Fee
2026-03-01 12:00:01,BTCUSDT,BUY,45000.10,0.0100000000BTC,450.00100000USDT,0.0000100000BTC
2026-03-02 09:30:00,ETHUSDT,SELL,1500.00,0.5000000000ETH,750.00000000USDT,0.7500000000USDT
"""
_BARE_NAMES = """"txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol"
"TABC","OABC","XXBTZEUR","2026-01-01 10:00:00","buy","limit",24000.0,240.0,0.38,0.01
"TABD","OABD","XXBTZEUR","2026-02-01 10:00:00","sell","limit",27000.0,270.0,0.43,0.01
"""
_SWAPS = """Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label
2026-03-01,100.00,EUR,0.0025,BTC,1.00,EUR,trade
2026-03-04,0.5,ETH,750.00,EUR,1.00,EUR,trade
"""
_COINS = """Timestamp,Balance,Amount,Currency,Notes
2026-03-01 15:40:00,0.00314664,0.00314664,BTC,bought
2026-03-04 16:20:00,0.00621194,0.0030653,BTC,bought
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_SHARED, "shared_expenses"),
        (_TRADES, "trades"),
        (_BARE_NAMES, "trades"),
        (_SWAPS, "trades"),
        (_COINS, "unknown_currency"),
    ],
)
def test_what_is_no_statement_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(StatementError) as caught:
        detect.read("list.csv", text.encode())
    assert caught.value.code == code


def test_columns_beside_the_amount_make_no_list_of_shares() -> None:
    """Each row's cash back and points are numbers under names of their own, and add up to something."""
    rows = "".join(f"2026-01-0{day},Shop,Food,-{day}.50,CHF,1.00,2.00,3.00\n" for day in (5, 6, 7))
    reading = detect.read("card.csv", f"Date,Description,Category,Amount,Currency,Miles,Stars,Stamps\n{rows}".encode())
    assert [line.amount for line in reading.statements[0].lines] == [
        Decimal("-5.50"),
        Decimal("-6.50"),
        Decimal("-7.50"),
    ]


def test_trades_that_name_the_cash_they_move_are_that_of_an_account() -> None:
    head = "portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit\n"
    rows = "default,1,BTC-EUR,BUY,2026-01-01T10:00:00.000Z,0.01,BTC,24000.0,1.2,-241.2,EUR\n"
    rows += "default,2,BTC-EUR,SELL,2026-02-01T10:00:00.000Z,0.01,BTC,27000.0,1.35,268.65,EUR\n"
    (statement,) = detect.read("fills.csv", f"{head}{rows}".encode()).statements
    assert [(line.amount, line.currency) for line in statement.lines] == [
        (Decimal("-241.2"), "EUR"),
        (Decimal("268.65"), "EUR"),
    ]
