"""Small files of every format, written by code: what the tests of the readers and the hostile files are made from."""
