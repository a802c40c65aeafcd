"""What people decided about what the machine extracted: events, anchors, and how both become a release."""
