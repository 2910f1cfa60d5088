"""The parts of the accounts screen: what is read (`reading`), said (`saying`), listed (`listing`, `utilisation`), told
about one account (`about`), typed (`entering`) and done (`deeds`).
"""
