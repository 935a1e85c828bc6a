"""The invented cases, one file for each."""

from drawing.cases import simple_loan

ALL = (simple_loan.CASE,)
