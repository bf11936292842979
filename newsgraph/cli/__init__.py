"""The command line."""


def main() -> None:
    """Placeholder until the front door is built."""
