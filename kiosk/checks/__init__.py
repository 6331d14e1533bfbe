"""Checks of the content: faults in files and translations, texts that do not fit or are too small.

May import `runtime` and below.
"""
