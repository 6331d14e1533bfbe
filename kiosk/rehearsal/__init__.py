"""Whole sessions without a device: `demo` lists every event, `demo --spoken` every sound.

May import `checks`, `runtime` and below.
"""
