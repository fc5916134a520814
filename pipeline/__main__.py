"""`python -m pipeline` is the same as `article3`."""

from pipeline.cli import main

main()
