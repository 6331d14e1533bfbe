"""Tests of the doctor, on machines that are only told."""
