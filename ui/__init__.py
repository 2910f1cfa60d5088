"""Qt windows and the command line; all text that a person sees."""
