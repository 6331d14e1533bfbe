"""Tests of the front plate and the card."""
