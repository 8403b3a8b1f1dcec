"""From articles to ranked stories with topics. Pure: no clock, disk or network."""
