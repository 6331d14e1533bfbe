"""Services of the operating system: whole files, signals, the time of day; and pygame, lean.

Imports no other package of the kiosk.
"""
