"""The path of one case, from request to decision: for the desk alone, never for print."""
