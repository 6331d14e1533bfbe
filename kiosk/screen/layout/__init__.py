"""Pages laid out as items in boxes, for every size of screen.

May import `screen.paint` and below.
"""
