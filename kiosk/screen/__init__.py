"""What is seen: a view laid out as a scene of items, and only what changed painted anew."""
