"""What the text of a document or a message says: its paragraphs, the rules people wrote, and the fields these give."""
