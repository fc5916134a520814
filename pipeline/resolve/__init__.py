"""From staged listings to one row for each request, complaint, message and person."""
