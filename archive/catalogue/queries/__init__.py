"""One function per page; each asks the same number of queries however long its lists are."""
