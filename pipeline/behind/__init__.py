"""What is behind a published figure: its definition, its query and the records it counts, file by file."""
