"""Measures the kiosk beside its peers: what it costs, how soon it is there, how exact it is."""
