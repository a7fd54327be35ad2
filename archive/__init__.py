"""The domain of Dasibogi.

A URL and a programme become a recording, its aligned sessions, their clips, captions, an index,
and a page. A session is a window onto a recording: everything timed is kept once, in recording
time, and a cut is two points on that line.
"""
