"""Fuzzing: what no file may do to a kiosk, whatever it holds."""
