"""Pure functions over arrays and frames: no files, no plots, no clock, no randomness of their own."""
