"""The planning tables a consultant keeps: work packages, rooms, programmes, outcomes, rules and risks."""
