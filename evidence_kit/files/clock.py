"""What day it is: the one question that is asked of this computer's clock for a claim."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Final

_CHINA: Final = timedelta(hours=8)


def today() -> date:
    """Return the day that it is in China (UTC+8), where courts count days."""
    return (datetime.fromtimestamp(time.time(), UTC) + _CHINA).date()
