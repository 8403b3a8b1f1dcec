"""The tables of digest.toml, by room; `config/document.py` puts them together."""
