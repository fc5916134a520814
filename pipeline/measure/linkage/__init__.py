"""What doubtful links do to counts of persons and to sequences."""
