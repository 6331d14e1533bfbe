"""The command line: commands, options, exit codes.

May import every package.
"""
