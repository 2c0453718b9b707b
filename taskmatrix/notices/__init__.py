"""Official notices read into drafts of plans: a grammar, without files, clock or messages."""
