"""The right-of-reply pack: what a named body is asked before anything is printed about it."""
