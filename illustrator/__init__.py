"""Draws the kiosk's pictures: an open 3D body, posed, dressed and drawn in ink and soft tone.

Data flows one way: body -> pose -> dressed figure -> camera -> layers -> tones -> files.
Units are metres and radians inside, degrees in the YAML data, pixels after the camera.
Axes in the rest pose: x to the person's LEFT, y to the person's BACK, z up.
"""
