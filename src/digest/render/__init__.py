"""From an edition to parts of HTML and text. Pure but for reading template files."""
