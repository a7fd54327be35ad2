"""What viewers see: one module per page, one query function each."""
