"""The finished results as pages, figures and notebooks read them: numbers by name, public frames, words, tables."""
