"""From downloaded files to one packed recording, its keyframe index, waveform and filmstrip."""
