"""``python -m generator``: the same as ``samepage``."""

import sys

from generator.cli import main

sys.exit(main())
