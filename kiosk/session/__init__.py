"""One person's session: a pure state machine, moved by keys and time.

May import `routine`, `config` and `system`; no clock, no pins, no screen.
"""
