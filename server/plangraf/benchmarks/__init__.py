"""Measured, side by side with peers in the same run, and told as ratios."""
