"""The register of interested users: entries with their consents, the sheet they come from, what may be public."""
