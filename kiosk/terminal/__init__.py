"""The same session in a terminal: pages in words, updated in place, and keys by letters."""
