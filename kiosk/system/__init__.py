"""What the operating system gives: whole files, signals, the time of day.

Imports no other package of the kiosk.
"""
