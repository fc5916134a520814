"""What each page of the report holds: one module for each, from the finished results to the words of a template."""
