"""The spaCy pipeline: the only room that imports spaCy."""
