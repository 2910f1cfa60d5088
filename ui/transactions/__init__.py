"""The parts of the transactions screen: what is asked (`filters`), read (`reading`), shown (`cells`, `pages`,
`saying`, `inspecting`), and changed (`choosing`, `splitting`, `entering`, `offering`, `copying`).

The screen itself is `ui.screens.transactions`; these modules know no other screen and touch the vault only through
the services that they are given.
"""
