"""Documents composed: from the data of a report to titles, sentences and tables."""
