"""From stories to an edition. Pure: no clock, disk or network."""
