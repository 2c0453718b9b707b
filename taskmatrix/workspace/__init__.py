"""A programme and its store opened together: the use cases that commands call."""
