"""Where words of any language may be parted: into sentences, and to fit their place. Pure."""
