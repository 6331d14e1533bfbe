"""The fleet agent, a program beside the kiosk: reports its status by MQTT and takes wishes.

May import `cli.options`, `runtime.systemd`, `exchange`, `config` and `system`. The kiosk imports
nothing of it.
"""
