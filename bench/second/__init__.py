"""The second exam: screens drawn in HTML from their description alone, not from the parser."""
