"""digest.toml, the environment and flags, made into Settings.

The only room that knows how digest.toml is written; every other sees `Settings`.
"""

from digest.config.document import json_schema
from digest.config.load import load
from digest.config.settings import (
    BuildSettings,
    CheckSettings,
    CollectSettings,
    DomainSettings,
    RelaySettings,
    ServeSettings,
    Settings,
    SmtpSettings,
    StoreSettings,
)
from digest.config.show import Setting, effective

__all__ = [
    "BuildSettings",
    "CheckSettings",
    "CollectSettings",
    "DomainSettings",
    "RelaySettings",
    "ServeSettings",
    "Setting",
    "Settings",
    "SmtpSettings",
    "StoreSettings",
    "effective",
    "json_schema",
    "load",
]
