"""A routine while it is written: its pages follow the file, faults and gaps included.

May import `checks`, `library` and below.
"""
