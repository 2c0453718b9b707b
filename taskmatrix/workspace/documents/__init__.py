"""The data of documents, and how they are issued and kept."""
