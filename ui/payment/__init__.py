"""The parts of the screen "Pay with…".

What is typed becomes a `situation` (`words`, `line`), shown and changed as `facts`; `reading` compares every way to
pay, `ranking` and `saying` word the result, `worked` is the arithmetic beside it, `using` writes the expected
transaction and keeps the promise that `outcomes` follows. `result` shows an answer, `matters` weighs what matters
besides money, `pages` hold what is planned (`ahead`) and the past (`past`). `ways` and what it needs (`way_terms`,
`way_dialog`) keep the list of ways to pay.
"""
