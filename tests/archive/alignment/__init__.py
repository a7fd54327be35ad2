"""Tests of alignment: evidence in, proposed cuts out."""
