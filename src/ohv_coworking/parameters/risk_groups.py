"""Groups of risks, as a reader sees them: what is in one moves together where the plan names a common factor for it."""

DEMAND, RISES, BUILDING, RUNNING = "Nachfrage", "Preissteigerungen", "Bau- und Kaufpreise", "laufende Kosten"
STAFF, MONEY, LEAVING, OWNER = "Personal", "Zahlung und Zins", "Ausstieg", "Eigentümerin"
