"""The whole story, in order: the only room that sees both the core and the world."""
