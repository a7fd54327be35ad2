"""The whole line, from a real source to what a page would read, through real processes."""
