"""The desk's own build, with small counts and the records behind each headline number. It never leaves the desk."""
