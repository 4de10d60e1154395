"""Official statistics: what a figure means, and which of several is meant."""
