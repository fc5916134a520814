"""A release of tables: which small tables it holds, what follows from them, and what is blanked for it."""
