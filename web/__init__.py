"""The pages: Korean and English for viewers, and the desk for editors."""
