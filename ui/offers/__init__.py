"""The parts of the screen "Offers & loyalty".

`reading` asks the vault, `card` shows an offer that fits with its reason and worth, `refused` those that don't fit and
why, `programmes` what a unit of each programme is worth. Who is paid for an offer is shown beside it and plays no part
in the order.
"""
