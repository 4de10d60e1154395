"""The calculation sheets, each the formulas of one part of the plan; they follow the model, not its code."""
