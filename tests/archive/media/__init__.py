"""Tests of packing and what is made of a packed recording."""
