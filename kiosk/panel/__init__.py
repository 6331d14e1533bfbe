"""The panel of buttons, lights and buzzer, driven through gpiozero.

May import `session` and below.
"""
