"""`goodstanding log witness`: to be run by somebody else than the register."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import create_witness, serve_witness, trust_log
from goodstanding.cli.options import AsJson
from goodstanding.cli.output import print_json
from goodstanding.ledger.notes import VerifierKey, parse_verifier_key, print_verifier_key

app = typer.Typer(help="A witness of logs: it cosigns heads that grew from the last one.", no_args_is_help=True)

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The witness's own directory.")]


@app.command("new")
def new(
    directory: Directory,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Its name for ever: a host name you hold.")],
    as_json: AsJson = False,
) -> None:
    """Create a witness with its key, in a directory of its own, on a machine that is not the register's.

    Example: goodstanding log witness new ./witness --name witness.example.net
    """
    key = print_verifier_key(create_witness(directory, name))
    if as_json:
        print_json({"verifier_key": key})
    else:
        print(f"{key}\n\nGive this key to whoever is to trust the witness, in a line of their policy.")


@app.command("trust")
def trust(
    directory: Directory,
    key: Annotated[str, typer.Argument(metavar="VKEY", help="A verifier key of the log.")],
) -> None:
    """Have the witness know a log by its key; a running one knows it from the next request on.

    Example: goodstanding log witness trust ./witness "$VKEY"
    """
    parsed = parse_verifier_key(key)
    trust_log(directory, parsed)
    print(f"The witness cosigns {parsed.name} from now on.")


@app.command("serve")
def serve(
    directory: Directory,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any free one.")] = 7380,
) -> None:
    """Answer `POST /add-checkpoint` (C2SP tlog-witness) until it is stopped. Put a web server with TLS before it.

    Example: goodstanding log witness serve ./witness --port 7380
    """

    def ready(address: str, key: VerifierKey) -> None:
        print(f"{print_verifier_key(key)}\n{address}", flush=True)

    try:
        serve_witness(directory, host, port, ready)
    except KeyboardInterrupt:
        print("Stopped.")
