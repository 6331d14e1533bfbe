"""Record every sentence of the shipped routine as a clip, and check how well each is understood.

``make voice`` renders, ``make listen`` transcribes. The kiosk needs none of it.
"""
