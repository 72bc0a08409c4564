"""How often screening errs, as it was measured and ships: by the threshold, and what that means for a namesake.

Counts of a benchmark, whole numbers. A *clean* bidder is one that is not listed and has the very words of no name of
the index; a *listed* one comes under another of its names. Shares are in hundredths of a percent, intervals Wilson's of
95 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt

from goodstanding.publication.charts import Curves
from goodstanding.publication.pages import Block, Page, Section, Table

#: A share of one is so many hundredths of a percent.
WHOLE = 10_000
#: 1.96 squared, in ten-thousandths.
_Z_SQUARED = 38_416
#: Of so many bidders one is listed here: what a question then means.
ONE_IN = (20, 100, 1_000)


BASE_RATE = (
    "What a question means depends on how many of those who bid are listed at all. The share of questions that are "
    "about a listed bidder, if those come under another name and no honest one bears a listed name:"
)
#: Of so many bidders one is listed where one example has to do.
EXAMPLE = 100
EVIDENCE = (
    "Evidence says how much of two names is the same, from 0 to 1000; a rare word counts more than a common one. From "
    "{weak} on it is a weak question, from {strong} on a strong one; 1000 is a match by number. It is no probability: "
    "of bidders who are not listed and have nobody's name, {asked} are asked about; where 1 bidder in {one_in} is "
    "listed, {wrong} of 100 questions are about somebody else, and {strong_wrong} of 100 strong ones. All rates: "
    "goodstanding screen calibration."
)
MEASURED_BEFORE = " They were measured before names were last read otherwise: take them as about right."
OF_THIS_MIX = (
    "Of all candidates that were named for any of these bidders. The shares hold for this mix of clean and listed "
    "bidders only; that they rise with the evidence is what they show."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """What fell between `evidence` and the next bin's: clean bidders and listed ones by the evidence of the candidate
    that counts, and pairs of a bidder and a listed candidate that are the same organization or two.
    """

    evidence: int
    clean: int
    listed: int
    same: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The measured counts, of which analyser and which thresholds, on what."""

    analyser: str
    corpus: str
    names: int
    bins: tuple[Bin, ...]

    @property
    def clean(self) -> int:
        """Clean bidders that were asked about."""
        return sum(one.clean for one in self.bins)

    @property
    def listed(self) -> int:
        """Listed bidders that were asked about under another name."""
        return sum(one.listed for one in self.bins)

    def alerts(self, threshold: int) -> int:
        """Clean bidders for whom somebody listed is named from a threshold on."""
        return sum(one.clean for one in self.bins if one.evidence >= threshold)

    def found(self, threshold: int) -> int:
        """Listed bidders who are named from a threshold on."""
        return sum(one.listed for one in self.bins if one.evidence >= threshold)


def share(hits: int, of: int) -> int:
    """In hundredths of a percent, rounded to the nearest."""
    return (2 * WHOLE * hits + of) // (2 * of) if of else 0


def interval(hits: int, of: int) -> tuple[int, int]:
    """Wilson's interval of 95 % in hundredths of a percent, by whole numbers: rounded outwards."""
    if not of:
        return 0, WHOLE
    z, scale = _Z_SQUARED, WHOLE
    # (hits + z/2 -+ sqrt(z) * sqrt(hits * (of - hits) / of + z / 4)) / (of + z), everything times `scale`.
    root = isqrt(z * scale * hits * (of - hits) // of + z * z // 4) + 1
    middle, below = hits * scale + z // 2, of * scale + z
    low, high = (middle - root) * WHOLE // below, -(-(middle + root) * WHOLE // below)
    return max(0, low), min(WHOLE, high)


def means(recall: int, alerts: int, one_in: int) -> int:
    """Where one bidder of so many is listed: the share of questions that are about a listed one."""
    right, wrong = recall, alerts * (one_in - 1)
    return share(right, right + wrong)


def print_share(hundredths: int) -> str:
    """`1.12 %`."""
    return f"{hundredths // 100}.{hundredths % 100:02} %"


def band_rows(calibration: Calibration, bands: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], ...]:
    """A row a band: its threshold, the share of clean bidders asked about, of listed ones found, each with interval."""
    return tuple((label, str(threshold), *_rates(calibration, threshold)) for label, threshold in bands)


BAND_COLUMNS = ("Answer, or a stronger one", "Evidence from", "Clean bidders asked about", "Listed bidders found")


def namesake_rows(calibration: Calibration, bands: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], ...]:
    """A row a band: where one bidder in 20, 100, 1,000 is listed, the share of questions about a listed one."""
    rows = []
    for label, threshold in bands:
        recall = share(calibration.found(threshold), calibration.listed)
        alerts = share(calibration.alerts(threshold), calibration.clean)
        rows.append((label, *(print_share(means(recall, alerts, one_in)) for one_in in ONE_IN)))
    return tuple(rows)


NAMESAKE_COLUMNS = ("Answer, or a stronger one", *(f"1 bidder in {one_in:,} is listed" for one_in in ONE_IN))


def calibration_page(calibration: Calibration, bands: tuple[tuple[str, int], ...], current: str) -> Page:
    """The page: two plots, each with its table beside it. `current` is the analyser's version that runs here."""
    lead = [f"Measured with analyser {calibration.analyser} on {calibration.corpus}: {measured_on(calibration)}."]
    lead += [] if calibration.analyser == current else [outdated(calibration, current)]
    return Page(
        language="en",
        title="How often screening by name errs",
        lead=tuple(lead),
        sections=(
            Section(id="bands", heading="The answers", level=2, blocks=_bands(calibration, bands)),
            Section(id="thresholds", heading="By threshold", level=2, blocks=_thresholds(calibration, bands)),
            Section(id="pairs", heading="By evidence", level=2, blocks=_pairs(calibration, bands)),
        ),
        indexed=True,
    )


def tell_evidence(calibration: Calibration, bands: tuple[tuple[str, int], ...], current: str) -> str:
    """What the evidence says and where a question begins, and how often a question is wrong, in one line for people."""
    before = "" if calibration.analyser == current else MEASURED_BEFORE
    (_, strong), (_, weak) = bands
    wrong = {
        threshold: WHOLE - means(
            share(calibration.found(threshold), calibration.listed),
            share(calibration.alerts(threshold), calibration.clean),
            EXAMPLE,
        )
        for threshold in (strong, weak)
    }  # fmt: skip
    asked = share(calibration.alerts(weak), calibration.clean)
    told = EVIDENCE.format(
        weak=weak, strong=strong, one_in=EXAMPLE, asked=print_share(asked),
        wrong=_of_hundred(wrong[weak]), strong_wrong=_of_hundred(wrong[strong]),
    )  # fmt: skip
    return told + before


def _of_hundred(hundredths: int) -> int:
    return (hundredths + WHOLE // 200) * 100 // WHOLE


def measured_on(calibration: Calibration) -> str:
    """How many of whom among how many."""
    return (
        f"{calibration.clean:,} clean bidders, and {calibration.listed:,} listed ones under another name, among "
        f"{calibration.names:,} names"
    )


def outdated(calibration: Calibration, current: str) -> str:
    """Said where the figures are of another analyser than the one that runs."""
    return (
        f"These rates were measured with analyser {calibration.analyser}; analyser {current} runs here. Take them as "
        "about right, and measure again."
    )


def threshold_chart(calibration: Calibration, bands: Iterable[tuple[str, int]]) -> Curves:
    """Who is asked about, by the threshold."""
    places = [one.evidence for one in calibration.bins if one.evidence]
    found = tuple((at, share(calibration.found(at), calibration.listed) // 10) for at in places)
    alerts = tuple((at, share(calibration.alerts(at), calibration.clean) // 10) for at in places)
    told = "; ".join(
        f"from {at}: {print_share(10 * right)} of listed and {print_share(10 * wrong)} of clean bidders"
        for (at, right), (_, wrong) in zip(found, alerts, strict=True)
        if at % 100 == 0
    )
    series = (("listed bidders under another name", found), ("clean bidders", alerts))
    title = "Who is asked about, by the threshold"
    return _curves("thresholds-chart", title, told, series, bands)


def pair_chart(calibration: Calibration, bands: Iterable[tuple[str, int]]) -> Curves:
    """How often a candidate of so much evidence is the one who is meant."""
    points = tuple((at, share(same, same + other) // 10) for at, same, other in pair_steps(calibration))
    told = "; ".join(f"about {at}: {print_share(10 * part)}" for at, part in points)
    return _curves("pairs-chart", "Candidates that are the one who is meant", told, (("the same", points),), bands)


def pair_steps(calibration: Calibration) -> tuple[tuple[int, int, int], ...]:
    """(middle of a step of 50, pairs that are one organization, pairs that are two), where there are any."""
    steps: dict[int, tuple[int, int]] = {}
    for one in calibration.bins:
        if one.evidence:
            same, other = steps.get(one.evidence // 50, (0, 0))
            steps[one.evidence // 50] = same + one.same, other + one.other
    return tuple((50 * at + 25, same, other) for at, (same, other) in sorted(steps.items()) if same + other)


def _curves(
    id_: str, title: str, told: str, series: tuple[tuple[str, tuple[tuple[int, int], ...]], ...],
    bands: Iterable[tuple[str, int]],
) -> Curves:  # fmt: skip
    marks = tuple((threshold, label) for label, threshold in bands)
    return Curves(
        id=id_, title=title, description=told, across="evidence", least=400, most=1000, series=series, marks=marks
    )


def _rates(calibration: Calibration, threshold: int) -> tuple[str, str]:
    alerts, found = calibration.alerts(threshold), calibration.found(threshold)
    return _rate(alerts, calibration.clean), _rate(found, calibration.listed)


def _rate(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{print_share(share(hits, of))} ({print_share(low)} to {print_share(high)})"


def _bands(calibration: Calibration, bands: tuple[tuple[str, int], ...]) -> tuple[Block, ...]:
    return (
        Table(caption="Rates, with intervals of 95 %", columns=BAND_COLUMNS, rows=band_rows(calibration, bands)),
        BASE_RATE,
        Table(caption="What a question means", columns=NAMESAKE_COLUMNS, rows=namesake_rows(calibration, bands)),
    )


def threshold_rows(calibration: Calibration) -> tuple[tuple[str, ...], ...]:
    """A row a threshold: whom it asks about."""
    return tuple((str(one.evidence), *_rates(calibration, one.evidence)) for one in calibration.bins if one.evidence)


THRESHOLD_COLUMNS = ("Evidence from", "Clean bidders asked about", "Listed bidders found")


def pair_rows(calibration: Calibration) -> tuple[tuple[str, ...], ...]:
    """A row a step of evidence: whom its candidates are."""
    return tuple(
        (f"{at - 25} to {at + 24}", str(same), str(other), _rate(same, same + other))
        for at, same, other in pair_steps(calibration)
    )


PAIR_COLUMNS = ("Evidence", "The one who is meant", "Somebody else", "Share that is meant")


def _thresholds(calibration: Calibration, bands: tuple[tuple[str, int], ...]) -> tuple[Block, ...]:
    caption = "The same as a table, with intervals of 95 %"
    table = Table(caption=caption, columns=THRESHOLD_COLUMNS, rows=threshold_rows(calibration))
    return threshold_chart(calibration, bands), table


def _pairs(calibration: Calibration, bands: tuple[tuple[str, int], ...]) -> tuple[Block, ...]:
    table = Table(caption="The same as a table", columns=PAIR_COLUMNS, rows=pair_rows(calibration))
    return OF_THIS_MIX, pair_chart(calibration, bands), table
