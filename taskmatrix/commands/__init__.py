"""The command line: parse, call, echo. One file a command family."""
