"""Tests of the web pages and of what guards them."""
