"""The stages of an ingest: each takes ids, loads, calls the archive once, keeps the result.

Each may run twice: what is there already is used, and the same result changes nothing.
"""
