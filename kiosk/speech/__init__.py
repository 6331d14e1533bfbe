"""Speech: what is said on each page, when, and with which clip.

May import `session` and below; no clock, no sound card.
"""
