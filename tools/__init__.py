"""What makes the project's own files: environments, fonts, catalogues, voices."""
