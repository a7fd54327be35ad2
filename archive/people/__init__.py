"""People's names in several scripts: how they are read, spelt and found."""
