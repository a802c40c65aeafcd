"""Annotations to other tools and back: what a release holds as marks, and what came back as correction events."""
