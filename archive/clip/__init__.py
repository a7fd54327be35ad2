"""A recording seen through a cut: playlist, permitted byte ranges, poster."""
