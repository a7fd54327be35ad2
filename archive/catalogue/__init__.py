"""The catalogue: what is known of events, recordings, cuts and people, in SQLite or PostgreSQL."""
