"""A desktop's keyboard and mouse, which press the mock pins.

May import `library`, `screen` and below.
"""
