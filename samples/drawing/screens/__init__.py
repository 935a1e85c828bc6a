"""Single screens of every kind, each a plain value that paints itself and says its own truth."""
