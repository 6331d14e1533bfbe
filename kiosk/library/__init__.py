"""The content of one kiosk, loaded from its files, and the last good copy of it.

May import `screen`, `speech` and below.
"""
