"""Tools that make the project's own files: environments, fonts, catalogues, voices."""
