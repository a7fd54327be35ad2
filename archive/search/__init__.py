"""Finding sessions by what was said, by their titles and by who spoke, in Korean and English."""
