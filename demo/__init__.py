"""A demonstration: an invented forum's livestream, served here and archived by the real thing."""
