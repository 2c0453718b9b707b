"""How fast taskmatrix is: ratios of whole processes to yardsticks, measured side by side."""
