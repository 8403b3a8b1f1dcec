"""A fictional newsroom that ships with the package."""
