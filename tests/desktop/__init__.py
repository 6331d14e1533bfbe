"""Tests with a real window."""
