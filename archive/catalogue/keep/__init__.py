"""Verbs that change the catalogue, each inside its caller's transaction."""
