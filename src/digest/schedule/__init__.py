"""The daemon: ticks, and at each tick does what the store says is due."""

from digest.schedule.daemon import Daemon
from digest.schedule.ticker import Ticker

__all__ = ["Daemon", "Ticker"]
