"""Benchmarks of the kiosk and its peers: cost, time to start, and precision."""
