"""The wiring for the settings in force: one description, drawn as SVG or PNG, or told as text."""
