"""Tests of what the archive tells other programs."""
