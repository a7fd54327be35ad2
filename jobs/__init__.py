"""Durable work: an ingest's steps, the worker that runs them, and the command line."""
