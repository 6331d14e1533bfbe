"""Services of the operating system: whole files, signals, the time of day.

Imports no other package of the kiosk.
"""
