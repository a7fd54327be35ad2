"""Tests of reading programmes."""
