"""Where a command that signs looks first: what is published, and what witnesses know."""

from typing import Annotated

import typer

Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DIR|URL|FILE",
        help="Sign nothing behind the checkpoint that is published there, or behind that of a file. Default: where "
        "`log publish` published last.",
    ),
]
NotRestored = Annotated[
    bool,
    typer.Option(
        "--not-restored",
        help="Go on though nothing published and no witness answers: you know that the data directory does not come "
        "out of a backup. At the first publication there is nobody to ask yet.",
    ),
]
