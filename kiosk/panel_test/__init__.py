"""The panel test: each button, light and rhythm of the buzzer, with contact bounce measured.

May import `doctor`, `rehearsal`, `checks`, `runtime` and below.
"""
