"""Collect the news, edit it once, and send every reader the briefing they chose."""

__version__ = "0.1.0"
