"""Sessions counted by day, in a file that survives power cuts; never times, nor a person.

May import `session` and below.
"""
