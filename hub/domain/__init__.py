"""Frozen values and pure functions; standard library only.

Nothing here knows Qt, SQL, files or the clock: dates are passed in, results are returned. A new idea of the
problem gets a module of its own, named with the field's standard term.
"""
