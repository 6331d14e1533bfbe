"""The case behind the front plate: its numbers, its parts for a printer, and its picture."""
