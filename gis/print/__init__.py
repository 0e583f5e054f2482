"""The map on paper over the API: one sheet at once, a series as a job."""
