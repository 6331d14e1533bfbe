"""The fleet agent: on fakes, and against a real Mosquitto on loopback."""
