"""TOML text to plans, with a place for every problem."""
