"""Names of persons: from a spelling in any script to parts that can be compared with other spellings."""
