"""The pages of the documents: one module per page."""
