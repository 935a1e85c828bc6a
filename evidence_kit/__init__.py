"""evidence-kit: a folder of chat screenshots becomes a sealed, indexed evidence bundle."""
