"""Qt windows and the command line; all text that a person sees."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 takes None for immortal, as it is from Python 3.12 on, and drops one of its references in each
    # Qt call that returns nothing: some 5,000 calls later Python 3.11 aborts ("deallocating None"). With a count
    # that can't run out (the first word of an object) nothing happens. tests/ui/test_none_survives.py measures it.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
