"""The wiring diagram for the settings in force, as SVG, PNG or text.

May import `terminal`, `desktop`, `library` and below.
"""
