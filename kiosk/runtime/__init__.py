"""The running kiosk: main loop, guide thread, clock, systemd, log.

May import `wiring`, `terminal`, `desktop` and below.
"""
