// A second implementation, written from the documentation alone: every standing out of the JSON lines that
// `goodstanding facts DIR --jsonl` writes, by the rulebooks in canonical JSON. Shares no code with the first.
// Usage: node standings.mjs DIR YYYY-MM-DD > standings.jsonl
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [directory, effectiveText] = process.argv.slice(2);
const lines = (name) => readFileSync(join(directory, name), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const { codes } = JSON.parse(readFileSync(join(directory, "relation.json"), "utf8"));
const names = Object.fromEntries(
  Object.entries(codes).map(([list, numbers]) => [list, Object.fromEntries(Object.entries(numbers).map(([code, number]) => [number, code]))]),
);

// Days are whole numbers from 1970-01-01; months are added by the end-of-month rule, then days.
const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const effective = dayOf(effectiveText);
function after(day, period) {
  const [, years = 0, months = 0, days = 0] = period.match(/^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/).map((part) => part && Number(part));
  const start = new Date(day * 86_400_000);
  const total = start.getUTCFullYear() * 12 + start.getUTCMonth() + (years || 0) * 12 + (months || 0);
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate();
  return Date.UTC(Math.floor(total / 12), total % 12, Math.min(start.getUTCDate(), last)) / 86_400_000 + (days || 0);
}

const LEVELS = ["national", "regional", "local", "other"];
const inBand = (value, band) => (band.at_least == null || band.at_least <= value) && (band.below == null || value < band.below);

function fits(match, record) {
  const { levels = LEVELS, roles = ["subject", "controlled-affiliate"] } = match;
  return (
    match.categories.includes(record.category) && match.severities.includes(record.severity) &&
    match.statuses.includes(record.status) && roles.includes(record.role) &&
    (levels.length === LEVELS.length || levels.includes(record.level)) &&
    (match.amount == null || (record.units != null && inBand(record.units, match.amount))) &&
    (match.figure == null || (record.figure === match.figure.code && inBand(record.figureValue, match.figure)))
  );
}

// A status that does not stop the counting counts as final does.
function takes(provision, record) {
  const stops = provision.stops_on ?? ["annulled", "cured", "rehabilitated"];
  const kept = ["cured", "rehabilitated"].filter((status) => !stops.includes(status));
  const goesOn = kept.includes(record.status) && provision.match.statuses.includes("final");
  return fits(provision.match, goesOn ? { ...record, status: "final" } : record);
}

function governing(rulebook, record) {
  const fitting = rulebook.provisions.filter((provision) => takes(provision, record));
  const overridden = new Set(fitting.flatMap((provision) => provision.overrides ?? []));
  return fitting.find((provision) => !overridden.has(provision.id)) ?? fitting[0];
}

function valueOf(provision, record, size) {
  const dated = provision.values ?? [];
  const on = (day) => dated.filter((one) => dayOf(one.since) <= day).at(-1)?.points ?? provision.points;
  if (dated.length === 0) return provision.points[record.severity][size];
  const days = (provision.value_on ?? ["evaluation"]).map(
    (which) => ({ conduct: record.conductTo, decision: record.decidedOn, evaluation: effective })[which],
  );
  // The more lenient of two; a record that does not state a day that is needed has no value.
  return days.includes(null) ? null : Math.max(...days.map((day) => on(day)[record.severity][size]));
}

function recordLine(rulebook, fact, size) {
  const record = {
    category: names.category[fact.category], severity: names.severity[fact.severity], status: names.status[fact.status],
    role: names.role[fact.role], decidedOn: fact.decided_on, conductTo: fact.conduct_to, units: fact.amount_units,
    level: fact.authority == null ? null : ((rulebook.authority_levels ?? {})[fact.authority] ?? "other"),
    figure: names.figure[fact.figure] ?? null, figureValue: fact.figure_value,
  };
  if (!record.role || !(fact.shown_from <= effective && effective < fact.shown_to)) return null;
  const provision = governing(rulebook, record);
  if (!provision) return null;
  const start = { decision: fact.decided_on, finality: fact.final_on, conduct: fact.conduct_to }[provision.counts_from];
  const step = start == null ? null : provision.fades[record.severity].find((one) => after(start, one.until) > effective);
  const value = valueOf(provision, record, size);
  const expired = (provision.stops_on ?? []).includes("expired") && fact.ends_on != null && fact.ends_on < effective;
  if (!step || value == null || expired) return null;
  return { provision, record: fact.record, caseRecord: fact.case_record, points: value * step.permille };
}

// Where records meet under a provision the one of most points counts, the earliest among equals.
function concurring(found) {
  const gravest = new Map();
  for (const line of found) {
    const rule = line.provision.concurrence ?? "every-fact";
    if (rule === "once-a-case" && line.caseRecord == null) continue;
    const group = { "every-fact": line.record, "once-a-case": line.caseRecord, "worst-only": "" }[rule];
    const key = `${rule} ${line.provision.id} ${group}`;
    const held = gravest.get(key);
    const graver = held && (Math.abs(held.points) - Math.abs(line.points) || line.record - held.record);
    if (!held || graver < 0) gravest.set(key, line);
  }
  return [...gravest.values()];
}

function standing(rulebook, organization, facts) {
  const begins = dayOf(rulebook.in_force_from);
  const ends = rulebook.in_force_to == null ? Infinity : dayOf(rulebook.in_force_to);
  let notRated = null;
  if (organization.kind === 0) notRated = "withheld";
  else if (!rulebook.applies_to.includes(names.kind[organization.kind])) notRated = "other-kind";
  else if (effective < begins || effective >= ends) notRated = "not-in-force";
  const size = names.size[organization.size];
  const found = notRated ? [] : concurring(facts.map((fact) => recordLine(rulebook, fact, size)).filter(Boolean));
  if (!notRated && found.length < rulebook.minimum_evidence) notRated = "too-little-evidence";
  let points = rulebook.scale.start * 1000;
  const sum = (chosen) => chosen.reduce((total, line) => total + line.points, 0);
  const capped = new Map(rulebook.caps.map((cap) => [cap.id, cap.limit * 1000]));
  points += sum(found.filter((line) => !capped.has(line.provision.cap)));
  for (const [cap, limit] of capped) {
    const total = sum(found.filter((line) => line.provision.cap === cap));
    points += limit < 0 ? Math.max(total, limit) : Math.min(total, limit);
  }
  points = Math.min(Math.max(points, rulebook.scale.floor * 1000), rulebook.scale.ceiling * 1000);
  const grades = rulebook.grades.map((grade) => grade.code);
  const reached = rulebook.grades.findIndex((grade) => grade.at_least * 1000 <= points);
  const earned = reached < 0 ? grades.length - 1 : reached;
  const rules = new Set(found.map((line) => line.provision.id));
  const limits = rulebook.grade_limits.filter((limit) => limit.provisions.some((rule) => rules.has(rule)));
  const at = (limit) => grades.indexOf(limit.at_most);
  return {
    organization: organization.organization, rulebook: `${rulebook.id}/${rulebook.edition}`, points,
    grade: notRated ? null : grades[Math.max(earned, ...limits.map(at))], not_rated: notRated,
    limited_by: notRated ? "" : limits.filter((limit) => at(limit) > earned).map((limit) => limit.id).join(" "),
    counted: found.length,
  };
}

const facts = new Map();
for (const fact of lines("facts.jsonl")) facts.set(fact.organization, [...(facts.get(fact.organization) ?? []), fact]);
const uses = lines("rulebooks.jsonl");
for (const organization of lines("organizations.jsonl")) {
  for (const { kinds, rulebook } of uses) {
    if (kinds != null && !kinds.includes(organization.kind)) continue;
    console.log(JSON.stringify(standing(rulebook, organization, facts.get(organization.organization) ?? [])));
  }
}
