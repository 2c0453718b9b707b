"""What plans, units and responsibilities are: pure data and functions."""
