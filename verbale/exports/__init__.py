"""What is on record in the formats of others: one module per format."""
