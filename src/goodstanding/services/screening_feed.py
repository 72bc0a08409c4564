"""The delta feed of a register, cut down to what a receipt reads: what happened to whose listing, and when."""

from dataclasses import replace
from datetime import date, timedelta

from goodstanding.proceedings.stages import CHANGES_TOLD
from goodstanding.publication.screened import ListVersion
from goodstanding.publication.screening_feed import Feed, FeedLine
from goodstanding.services.list_changes import last_shown, list_changes
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf


def published_since(effective: date) -> date:
    """The first day of the changes beside a list that is published of a day: what is older is gone."""
    return effective - timedelta(days=CHANGES_TOLD.days - 1)


def feed_since(ports: Ports, reader: Reader, at: AsOf, first: date) -> Feed:
    """The changes from a day on to the effective date, as known at the head."""
    lines = (
        FeedLine(
            on=one.on,
            change=one.change.value,
            organization=one.organization,
            proceeding=f"p-{one.file}",
            until=one.until,
            was_wrong=one.was_wrong,
        )
        for one in list_changes(ports, reader, at, first)
    )
    return Feed(first=first, last=last_shown(ports, reader, at), lines=tuple(lines))


def feed_after(ports: Ports, reader: Reader, at: AsOf, then: ListVersion) -> Feed:
    """The changes from the day of an earlier list on, without those of that day that it knew."""
    feed = feed_since(ports, reader, at, then.effective)
    head = reader.head_at_size(then.size)
    if head is None:
        return feed
    known = feed_since(ports, reader, AsOf(effective=then.effective, head=head, origin=at.origin), then.effective)
    return replace(feed, lines=tuple(line for line in feed.lines if line not in known.lines))
