"""A kiosk that guides one person through self-acupressure points."""

__version__ = "0.1.0"
