"""The text of a file that somebody wrote: UTF-8, bounded, and a finding where it is neither."""

from pathlib import Path

from goodstanding.adapters.formats.yaml_reading import MAX_BYTES, YamlError
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding


def read_text(path: Path, *, accepted: str = "a YAML file") -> str:
    """The text of a file, no more of it than `read_yaml` takes; line ends as they are."""
    if path.is_dir():
        raise MisuseError(f"{path.name or path} is a folder.", accepted=accepted)
    if not path.is_file():
        raise MisuseError(f"There is no file {path.name}.", accepted=accepted)
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) > MAX_BYTES:
            return content.decode("utf-8", "replace")
        line = content.count(b"\n", 0, error.start) + 1
        finding = Finding(code="yaml-character", message="This is not UTF-8.", file=str(path), line=line)
        raise YamlError((finding,)) from None
