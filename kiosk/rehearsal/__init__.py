"""A whole session played without a device: the demo for the eye, eyes-closed for the ear.

May import `checks`, `runtime` and below.
"""
