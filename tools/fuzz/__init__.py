"""Fuzzing of the kiosk's loaders with damaged files."""
