"""The second exam: screens drawn in HTML by somebody who never read the parser."""
