"""The session in a terminal: pages as text updated in place, letters as buttons.

May import `library`, `screen` and below.
"""
