"""Two versions of a plan: which thing is which, what changed, told in words."""
