"""What is said of files that only open with a password."""

DO = "Name an environment variable with its password under `password_env` for this file in SOURCE.yml."
LOCKED = f"encrypted: {DO[0].lower()}{DO[1:-1]}"
WRONG = "encrypted: the password given does not open it"
