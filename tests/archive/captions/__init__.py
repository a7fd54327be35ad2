"""Tests of captions: formats, rolling, windows, writing, pairing."""
