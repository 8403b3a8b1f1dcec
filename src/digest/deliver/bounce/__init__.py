"""What comes back: a mail's bytes to what they say of a reader, and when that is enough. Pure."""

from digest.deliver.bounce.judge import judge, written
from digest.deliver.bounce.score import WINDOW, is_enough, score, wait_for

__all__ = ["WINDOW", "is_enough", "judge", "score", "wait_for", "written"]
