"""A small archive in which every page has something to show, for looking at and for checking."""
