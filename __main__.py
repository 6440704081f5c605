"""``python -m luanchuyen``."""

import sys

from luanchuyen.cli import main

sys.exit(main())
