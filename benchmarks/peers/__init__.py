"""The peers: programs that show the same countdown in the ways it is usually done."""
