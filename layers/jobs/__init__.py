"""Background jobs: started, watched, cancelled, and taken over when their worker dies."""
