"""Tests of the door to yt-dlp, with the real one over the loopback."""
