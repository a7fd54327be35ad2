"""Tests of media, captions and pictures."""
