"""The running program: what it needs of the system, what it remembers between starts, and what it does with a vault.

`ui.app` starts it; `Program` holds the window, the work and the open vault together.
"""
