"""Sound: rhythms on the buzzer, clips and tones on the sound card.

May import `speech`, `session` and below.
"""
