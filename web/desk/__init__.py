"""The desk: where editors order recordings, decide cuts and publish."""
