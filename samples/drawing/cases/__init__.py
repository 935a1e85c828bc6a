"""The invented cases, one file for each."""

from drawing.cases import dark_relative_times, returned_transfer, simple_loan

ALL = (simple_loan.CASE, returned_transfer.CASE, dark_relative_times.CASE)
