"""The front plate for the settings in force, and the card beside the kiosk, at their real size.

May import `wiring`, `terminal`, `desktop`, `library` and below.
"""
