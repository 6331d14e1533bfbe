"""Keyboard and mouse on a desktop, pressing the mock pins.

May import `library`, `screen` and below.
"""
