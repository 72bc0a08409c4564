"""Names as programs damage them are read as they were meant. All companies are invented."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.damage import mended


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Brelvano &amp; Quendaro", "Brelvano & Quendaro"),
        ("Brelvano &amp;amp; Quendaro", "Brelvano & Quendaro"),
        ("S&oacute;lida &#34;Brelvano&#34; &#xD3;", 'Sólida "Brelvano" Ó'),
        ("A&LTD, AT&T, R&D; Q&A", "A&LTD, AT&T, R&D; Q&A"),
        ("SÃ³lida BRELVANO MÃ©xico", "Sólida BRELVANO México"),
        ("Br\u00c3\u00bcvan\u00c5\u201ao", "Brüvanło"),
        ("â€žBrelvanoâ€œ", "„Brelvano“"),
        ("SÃO BRELVANO, Â de Ã", "SÃO BRELVANO, Â de Ã"),
        ("Sol?da Brelvan\ufffdo", "Solda Brelvano"),
        ("Brelvano? Yes", "Brelvano? Yes"),
    ],
)
def test_what_is_damaged_beyond_doubt_is_mended(text: str, meant: str) -> None:
    assert mended(text) == meant


def test_a_damaged_name_reads_as_the_name() -> None:
    read = load_analyser().read
    assert (
        read("CONSTRUCCI&Oacute;N BRELV&Aacute;NO")
        == read("CONSTRUCCIÓN BRELVÁNO")
        == read("CONSTRUCCIÃ“N BRELVÃ\u0081NO")
    )
