"""What is well and what is not on this machine, each with its remedy; nothing is touched."""
