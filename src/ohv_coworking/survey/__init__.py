"""Survey exports: one module per tool that says what a table of answers means."""
