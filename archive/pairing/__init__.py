"""One programme from two languages: two files of one event, or one file that prints it twice."""
