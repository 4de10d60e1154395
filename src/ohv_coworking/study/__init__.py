"""From chapters to one document: run, assemble, export."""
