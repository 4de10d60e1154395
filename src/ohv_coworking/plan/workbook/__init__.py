"""The live Excel twin of the financial model."""
