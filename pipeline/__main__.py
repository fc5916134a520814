"""`python -m pipeline` is the same as `article3`."""

from pipeline.cli import main

if __name__ == "__main__":  # a process that draws figures takes this module up again
    main()
