"""Tests of programmes in two languages."""
