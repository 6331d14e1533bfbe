"""Session counts by day, in a file that survives power cuts; never a time or a person.

May import `session` and below.
"""
