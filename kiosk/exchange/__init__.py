"""The two files that the kiosk and the fleet agent exchange: status.json and wishes.json.

May import `stats`, `session`, `config` and `system`, and no network code: the kiosk has no network.
"""
