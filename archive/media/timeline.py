"""Where recording time lies on the timeline of packed files: ten seconds later.

Pictures are decoded before they are shown, and nothing in a fragmented MP4 may be decoded before 0.
The alternative are negative composition offsets, which libavformat, and with it mpv, ffmpeg's
playlist reader and many downloaders, shows later by the largest it has seen so far: pictures lag
behind the sound, and more so behind each joint.
"""

LEAD_SECONDS = 10
"""More than any encoder looks ahead, even at a picture a second."""
