"""Where words of any language may be parted, and what a headline says an article is. Pure."""
