"""Tests of what measures: a wrong measure would be believed."""
