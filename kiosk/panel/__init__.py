"""The panel of buttons, buzzer and lights, driven through gpiozero."""
