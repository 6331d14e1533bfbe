"""Tests of the panel's trial."""
