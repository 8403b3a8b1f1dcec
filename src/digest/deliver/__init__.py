"""From rendered parts to outcomes over SMTP; never decides who gets what."""
