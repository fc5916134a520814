"""Article 3: from a leak of police-notice and complaint records to figures a newsroom can defend."""
