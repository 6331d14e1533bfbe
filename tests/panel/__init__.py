"""Tests of the panel: buttons, buzzer and lights on mock pins."""
