"""Coffer's heart: the domain (values and pure functions) and the services (what a person can do)."""
