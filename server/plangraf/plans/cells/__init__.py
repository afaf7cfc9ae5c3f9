"""What one cell says: actors, times, amounts, statuses, targets, whatever it stands beside."""
