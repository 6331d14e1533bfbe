"""A trial of the panel: presses with their bounce, every rhythm, every light; no guidance."""
