"""The front plate for the settings in force, and the card beside the kiosk, at their real size.

May import `wiring`, `library` and below; imports `session`, `routine` and `config`.
"""
