"""The parts of the screen "Privacy".

`reading` asks the vault, `granted` lists who may receive what, `left` every disclosure and `record` one of them with
its bytes, `asking` shows the one request that can be made and its exact bytes, `leaving` takes the data out, `keys`
says which keys open the vault.
"""
