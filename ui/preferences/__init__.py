"""The parts of the screen "Settings".

`groups` makes the fields of all settings from `hub.domain.settings`, nothing is listed twice; `passphrase` is the
dialog that changes it; `imports` and `rules` are the lists that can be taken back and reordered; `about` says what this
program is.
"""
