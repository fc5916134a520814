"""The press pack: a folder to hand to the graphics desk, with everything needed to print a figure and to check it."""
