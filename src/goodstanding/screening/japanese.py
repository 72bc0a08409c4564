"""Japanese read as it is spoken: kana by their syllables, characters by a list of names and usual readings.

Characters alone do not tell Japanese from Chinese. A name is taken for Japanese by its kana, its legal form, or by
characters that only Japan writes so; it is then read both ways. So is what begins with a Japanese family's name.
"""

import re
from collections.abc import Container, Mapping

from goodstanding.screening.kana import kana

_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_IN_KANA = re.compile(f"[{_KANA}]")
_WRITTEN_IN_JAPAN = re.compile(
    f"[{_KANA}鉄広沢辺浜塩図売読仏応気発県児団囲円圧桜歯戦拝斉歩焼畑込栃単厳検薬黒徳渋滝関駅処価仮楽実経総続絵"
    "縄継銭鋳闘険隠霊頼顕験剣醤歳毎]|株式会社|有限会社|合同会社|合資会社"
)


def has_kana(text: str) -> bool:
    """Whether it is written in kana, in part at least."""
    return _IN_KANA.search(text) is not None


def is_japanese(text: str) -> bool:
    """Whether a text that is no Latin one is surely Japanese."""
    return not text.isascii() and _WRITTEN_IN_JAPAN.search(text) is not None


class JapaneseSound:
    """Reads runs of kana and characters by a list; the longest that is known first. `words` are no names."""

    def __init__(self, readings: Mapping[str, str], words: Container[str] = ()) -> None:
        self._readings = readings
        self._longest = max(map(len, readings), default=0)
        self._names = frozenset(one for one in readings if len(one) > 1 and one not in words)

    def begins(self, text: str) -> bool:
        """Whether a text begins with the name of a Japanese family or house: `清水建設` may be Shimizu's."""
        return any(text[:size] in self._names for size in range(2, self._longest + 1))

    def latin(self, run: str) -> str:
        """Nothing where a character is not known: half a reading would mislead."""
        written: list[str] = []
        at = 0
        while at < len(run):
            known = (run[at : at + size] for size in range(min(self._longest, len(run) - at), 0, -1))
            found = next((one for one in known if one in self._readings), "")
            written.append(self._readings[found] if found else run[at])
            at += len(found) or 1
        letters = kana("".join(written))
        return letters if letters.isascii() else ""
