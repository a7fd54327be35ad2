"""The job runner's parts, each for itself."""
