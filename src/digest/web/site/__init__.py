"""The readers' site: where the links in the mails lead, a file for each noun of its pages."""

from digest.web.site.app import WHAT, make_app, running
from digest.web.site.house import House

__all__ = ["WHAT", "House", "make_app", "running"]
