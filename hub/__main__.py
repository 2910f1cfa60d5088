"""`python -m hub` does the same as `coffer`."""

import sys

from ui.cli import main

sys.exit(main())
