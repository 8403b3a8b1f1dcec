"""What comes back: a mail's bytes to what they say of a reader, and when that is enough. Pure."""

from digest.deliver.bounce.judge import judge

__all__ = ["judge"]
