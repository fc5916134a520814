"""The last stage: figures, executed notebooks and a static site that opens from disk without a network."""
