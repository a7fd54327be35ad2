"""From an address to the files on disk, and the only door to yt-dlp.

``inspect_source`` says what is behind an address; ``download_source`` brings it here. Extraction
(``engine``), choosing (``read``, ``formats``, ``subtitles``: pure) and fetching (``fetch``,
``fragments``) stand apart; ``guard`` decides which addresses may be connected to, and
``failures`` what an error means. yt-dlp only fetches bytes: it neither merges nor mends, starts no
ffmpeg, and nothing of it (no info dict, no ``DownloadError``) leaves this package.
"""
