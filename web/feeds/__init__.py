"""What the archive tells other programs: feeds, calendars, a site map, embeds."""
