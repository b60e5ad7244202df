"""Content files → checked records: strict YAML, validation against the model, Chinese messages."""
