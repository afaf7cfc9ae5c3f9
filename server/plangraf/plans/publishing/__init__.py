"""Plans into the store and out again as they were: submissions, versions, days past."""
