"""The display: the window, its size and modes, and painting only what has changed.

May import `screen.layout`, `screen.paint` and below.
"""
