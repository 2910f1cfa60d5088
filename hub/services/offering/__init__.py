"""Around offers: publishing a catalogue, other ways in, what becomes of an offer, and when one is worth a word.

`publishing` checks, signs and lays out a catalogue; `ways_in` reads offers that were typed, pasted or saved; `lives`
follows an offer from tracked to credited; `moments` says when an offer belongs into what the person is doing.
"""
