"""Whole sessions without a device: the demo lists every event, eyes-closed every sound.

May import `checks`, `runtime` and below.
"""
