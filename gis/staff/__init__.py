"""Pages for those who look after the data: deliveries, differences, quarantine, jobs."""
