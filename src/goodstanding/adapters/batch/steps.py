"""The ends of the steps that can be in force, as rows under one packed number: the period, then the day it began."""

from goodstanding.adapters.batch.shape import step_key
from goodstanding.services.batch_jobs import Job
from goodstanding.standing.relation import day_of
from goodstanding.standing.tabulation import step_ends


def step_rows(job: Job, last_start: int | None) -> list[tuple[int, int]]:
    """(key, day on which the step ends) for all rulebooks of a job; `last_start` is the last day in the facts."""
    periods = tuple(sorted({period for use in job.uses for period in use.table.periods}))
    last = job.effective if last_start is None else day_of(last_start)
    return [(step_key(period, day), end) for period, day, end in step_ends(periods, job.effective, last)]
