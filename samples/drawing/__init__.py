"""Draws WeChat screenshots of invented stories, and writes the truth of each beside it."""
