"""附册: what helps the court to check the filing and is no evidence, and what is still open."""

from evidence_kit.render.annex.binding import Annex, Filed, annex_pdf

__all__ = ["Annex", "Filed", "annex_pdf"]
