"""Tests of the doctor, on fake machines."""
