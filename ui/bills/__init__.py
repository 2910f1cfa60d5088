"""The parts of the bills screen: what is read (`reading`), said (`saying`), listed (`listing`), drawn (`calendar`),
told about one bill (`about`), typed (`entering`) and done (`deeds`).
"""
