"""An integrity register for companies and public bodies: final decisions in, explained standings out."""

__version__ = "0.1.0"
