"""Qt windows and the command line; all text that a person sees."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 takes None, True and False for immortal, as they are from Python 3.12 on, and drops references
    # that it doesn't own: one of None in each Qt call that returns nothing, and one of True in most emissions of a
    # signal that carries a bool. Some 5,000 calls later, or when the program ends, Python 3.11 aborts ("deallocating
    # None", bool_dealloc). With counts that can't run out (the first word of an object) nothing happens.
    # tests/ui/test_none_survives.py measures it.
    for _lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += 1 << 40
