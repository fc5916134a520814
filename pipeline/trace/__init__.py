"""From a published figure back to the records it counts, file by file and row by row."""
