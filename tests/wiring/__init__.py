"""Tests of the wiring and its drawing."""
