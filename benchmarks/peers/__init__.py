"""The peers: programs that show the same countdown in the usual ways."""
