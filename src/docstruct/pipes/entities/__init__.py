"""Named entities: districts by gazetteer, zones, projects, enterprises and bodies by pattern."""
