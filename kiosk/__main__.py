"""Run the command line with ``python -m kiosk``."""

from kiosk.cli import main

main()
