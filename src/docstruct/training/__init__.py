"""Training the entity tagger on what people annotated."""
