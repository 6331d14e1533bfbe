"""The routine: acupoints, pictures and stages read from files, compiled to a timeline.

May import `config` and `system`; no clock, no pins, no screen.
"""
