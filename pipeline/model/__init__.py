"""The marts: SQL over the resolved tables, built by the shared graph."""
