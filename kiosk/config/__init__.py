"""Settings, paths, languages, and how files are read and checked.

May import `system` only.
"""
