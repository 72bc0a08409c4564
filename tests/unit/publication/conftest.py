"""A tiny invented rulebook that uses every part of the language once, and the shipped catalogue."""

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import read_rulebook
from goodstanding.register.catalogue import Catalogue
from goodstanding.rulebook.model import Rulebook

RULES = """
id: xv-tiny
edition: 3
sample: false
title: Rules <for> "bidders" & others
jurisdiction: XV
authority: xv-office
legal_basis: [{law: act, article: "1"}]
in_force_from: 2024-01-01
in_force_to: 2030-01-01
applies_to: [company]
laws:
  act: {title: Bidders Act, href: "https://laws.goodstanding.invalid/bidders?a=1&b=2", checked_on: 2026-01-15}
  decree: {title: Decree, href: "javascript:alert(1)", checked_on: 2026-01-16}
scale: {start: 80, floor: 0, ceiling: 100}
minimum_evidence: 2
grades:
  - {code: A, title: very good, at_least: 90}
  - {code: B, title: weak, at_least: 0}
fades:
  short: [{until: P10D, permille: 1000}]
  long: [{until: P1M, permille: 1000}, {until: P1Y, permille: 250}]
caps:
  - {id: K-1, title: Together, cites: [{law: act, article: "8"}], limit: -60}
provisions:
  - id: B-1
    title: Agreements
    cites: [{law: act, article: "4"}, {law: decree, article: section III}]
    direction: adverse
    match: {categories: [collusion, bribery], statuses: [final]}
    counts_from: finality
    points: {minor: -5, general: -10, serious: -30}
    fades: {minor: short, general: long, serious: long}
    cap: K-1
  - id: B-2
    title: Disclosure
    cites: [{law: act, article: "5"}]
    direction: adverse
    match: {categories: [disclosure-missing], roles: [subject]}
    counts_from: decision
    points:
      minor: -5
      general: {micro: -10, small: -10, medium: -15, large: -20, unknown: -10}
    fades: {minor: short, general: long}
grade_limits:
  - {id: L-1, title: While agreements count, cites: [{law: act, article: "9"}], provisions: [B-1], at_most: B}
grounds:
  - id: G-1
    title: Serious agreements
    cites: [{law: act, article: "12"}]
    kind: discretionary
    match: {categories: [collusion], severities: [general, serious]}
    points_below: 50
"""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return read_rulebook(RULES, "tiny.yaml")
