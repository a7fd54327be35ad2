"""Tests of the viewers' pages."""
