"""The state of the machine that the figures are taken on."""

import os


def load_average() -> str:
    """Of the last 1, 5 and 15 minutes: how busy the machine is with other things."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())
