"""Mutation testing: change one place of a module, and see whether a test notices."""
