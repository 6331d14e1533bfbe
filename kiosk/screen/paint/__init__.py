"""Items painted on a surface: text, photos, icons, the ring.

May import `audio`, `speech`, `session` and below.
"""
