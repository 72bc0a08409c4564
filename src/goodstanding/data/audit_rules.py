"""The part of the auditor that knows what an entry of a register may be. `log auditor` puts it into the one file."""

import re

# By kind of entry: "!" where an officer must act; the groups that it commits to ("?": that it may commit to); behind
# each ">" a link that it has, with the kinds that it may lead to ("*": any; "?": a link that may be missing).
KINDS = """
register-opened register; officer-enrolled officer; competence-enrolled! competence
batch-closed batch submissions?; list-committed epoch; log-key-enrolled log_key >log-key?=log-key-enrolled
organization-opened organization
identity-set reference effective? >organization=organization-opened >identity?=identity-proposed
record-entered party case decision stages evidence >procedure?=procedure-enrolled
stage-added stages evidence >record=record-entered
record-corrected party? case? decision? stages? evidence >record=record-entered
record-questioned question >record=record-entered|disclosure-due
question-closed question >record=record-entered|disclosure-due
row-quarantined row; quarantine-decided! decision >quarantined-row=row-quarantined
redaction-requested! law >redacted=*; redaction-carried-out! redaction >redaction=redaction-requested
disclosure-due party case obligation evidence
reminder-served reminder evidence >disclosure=disclosure-due
disclosure-filed filing evidence >disclosure=disclosure-due
figure-disclosed figure evidence >disclosure=disclosure-due
disclosure-corrected party? case? obligation? withdrawn? evidence >disclosure=disclosure-due
rulebook-proposed! rulebook text; rulebook-continued! text >proposal=rulebook-proposed
rulebook-assessed! assessment >proposal=rulebook-proposed
rulebook-approved! approval >proposal=rulebook-proposed >assessment=rulebook-assessed
rulebook-adopted! adoption >proposal=rulebook-proposed; rulebook-withdrawn! withdrawal >proposal=rulebook-proposed
authority-enrolled! authority; mandate-given! mandate; mandate-ended! mandate >mandate=mandate-given
procedure-enrolled! procedure; procedure-approved! approval >procedure=procedure-enrolled
proceeding-opened! act step; proceeding-act! act step >proceeding=proceeding-opened
reply-words! words >proceeding=proceeding-opened >reply=proceeding-act
correction-requested! correction >record=record-entered
correction-act! correction >record=record-entered >correction=correction-requested
correction-closed! correction >record=record-entered >correction=correction-requested
recording-act! step >record=record-entered; claim-made! step >organization=organization-opened
claim-upheld! step >organization=organization-opened >claim=claim-made
claim-dismissed! step >organization=organization-opened >claim=claim-made
coverage-published! coverage; identity-proposed! step; identity-act! step >identity=identity-proposed
"""
# Acts that take another officer than the one whose entry they are linked to.
SECOND = {"redaction-carried-out": "redaction", "procedure-approved": "procedure", "rulebook-approved": "proposal"}
# Groups of which every value is a text, but for these.
TEXTS = ("organization", "reference", "party", "case", "evidence", "competence", "words")
# Fields of the clear part that are keyed digests; how an instant is written.
DIGESTS = {"subject", "key", "print"}
INSTANT = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
OTHERS = {"aliases": list, "measures": list, "minor": int, "value": int}


def read_kinds():
    """By kind: whether an officer must act, groups that are due, all groups; by link whether it is due, and kinds."""
    kinds = {}
    for rule in KINDS.strip().replace("\n", ";").split(";"):
        kind, *words = rule.split()
        groups = [word for word in words if word[0] != ">"]
        links = [word[1:].split("=") for word in words if word[0] == ">"]
        kinds[kind.rstrip("!")] = (
            kind[-1] == "!",
            {group for group in groups if group[-1] != "?"},
            {group.rstrip("?") for group in groups},
            {name.rstrip("?"): (name[-1] != "?", reached.split("|")) for name, reached in links},
        )
    return kinds


class Rules:
    """What the entries so far have said: as much of it as the next one is judged by."""

    def __init__(self):
        """Nothing yet."""
        self.rules = read_kinds()
        self.entries = []  # of each its kind, and who acted
        self.begins, self.instant, self.waiting = 0, "", []  # the batch that is open; its competences by nobody
        self.last_key = None  # of the log: the entry that enrolled it
        self.opened, self.rows, self.about, self.answered = set(), set(), {}, set()
        self.acts = {}  # of files, in the batch that is open: who acted in which file, and what is shown of it
        self.shown, self.parts = set(), []  # entries of which something is shown; of records and disclosures which part
        self.orders, self.erased, self.carried_out, self.replaced = {}, set(), 0, {}

    def breaches(self, number, envelope, values):
        """What is wrong with the entry of this number, in words. Judged by everything before it."""
        kind, actor = envelope["kind"], envelope["actor"]
        if kind not in self.rules:
            yield "its kind is none that this auditor knows"
        else:
            yield from self.check_form(envelope, values)
            yield from self.check_links(number, envelope)
            yield from self.check_subject(number, envelope)
            yield from self.check_words(number, envelope, values)
            yield from self.check_batch(number, envelope, values)
            yield from self.check_shown(number, envelope, values)
        self.entries.append((kind, actor))

    def check_form(self, envelope, values):
        """It has an entry's fields and the groups of its kind; digests, texts and numbers stand where they are due."""
        _, due, every, _ = self.rules[envelope["kind"]]
        further = envelope.keys() - {"kind", "batch", "actor", "commitments"}
        digests = [envelope[name] for name in sorted(further & DIGESTS)] + list(envelope["commitments"].values())
        if not further <= {*DIGESTS, "source", "links"} or not all(envelope[name] for name in further):
            yield "its clear part has other fields than an entry has, or an empty one"
        if not all(re.fullmatch("([0-9a-f]{32}){1,2}", digest) for digest in digests):
            yield "something else stands where a digest is due"
        if not due <= set(envelope["commitments"]) <= every:
            yield "it commits to other groups than its kind has"
        for name, group in values.items():
            plain = name in TEXTS or (name == "decision" and "category" in group)
            if plain and any(type(value) is not OTHERS.get(key, str) for key, value in group.items()):
                yield f"its group {name} is not in its form"

    def check_links(self, number, envelope):
        """It is linked to earlier entries, of the kinds that it can be about; a second signature is another's."""
        links, due = envelope.get("links", []), self.rules[envelope["kind"]][3]
        named = [name for name, _ in links]
        once = [name for name in named if name != "redacted"]
        if (
            not set(named) <= set(due)
            or len(once) != len(set(once))
            or any(must and name not in named for name, (must, _) in due.items())
        ):
            yield "it has other links than its kind has"
        elif not all(0 <= at < number and self.is_of(at, due[name][1]) for name, at in links):
            yield "it is linked to an entry that is not earlier, or not of the kind that it is about"
        elif any(
            SECOND.get(envelope["kind"]) == name and self.entries[at][1] == envelope["actor"] for name, at in links
        ):
            yield "it takes another officer than the one who began it"
        if envelope["kind"] == "log-key-enrolled":
            if dict(links).get("log-key") != self.last_key:
                yield "its key does not follow the key before it"
            self.last_key = number

    def is_of(self, number, kinds):
        """Whether an earlier entry is of one of these kinds."""
        return kinds == ["*"] or self.entries[number][0] in kinds

    def check_subject(self, number, envelope):
        """Whom it is about was opened before; a row of a source is entered once, and later entries name the same."""
        kind, subject, links = envelope["kind"], envelope.get("subject", ""), dict(envelope.get("links", []))
        row = (subject, envelope.get("source", ""), envelope.get("key", ""))
        about = self.about.get(links.get("record", links.get("disclosure")))
        if kind in ("organization-opened", "identity-set"):
            if not subject or (subject in self.opened and (kind[0] == "o" or envelope["actor"] == "operator")):
                yield "it opens no subject, or one that stands for something already"
            self.opened.add(subject)
        elif kind in ("record-entered", "disclosure-due"):
            if subject not in self.opened:
                yield "no earlier entry opened its subject"
            if not all(row) or row[1:] in self.rows:
                yield "its row of its source was entered before: it is a copy"
            self.rows.add(row[1:])
            self.about[number] = row
        elif about and (subject != about[0] or (kind[:10] not in ("correction", "recording-") and row != about)):
            yield "it names another subject, source or row than its record"
        elif kind == "quarantine-decided":
            if links.get("quarantined-row") in self.answered:
                yield "its row in question was answered before"
            self.answered.add(links.get("quarantined-row"))

    def check_words(self, number, envelope, values):
        """Words of a reply are those that it names, by whoever replied, once; and none that it names is missing."""
        kind, named = envelope["kind"], dict(envelope.get("links", []))
        who = envelope["actor"], named.get("proceeding")
        if kind == "proceeding-act":
            self.acts[number] = (who, values.get("act", {}))
        elif kind == "reply-words":
            replied, act = self.acts.pop(named.get("reply"), (None, {}))
            chosen = act.get("publish"), act.get("words")
            if replied != who:
                yield "it holds words of no reply of its officer in its batch, or of one that has words"
            elif (act or values) and chosen != (True, envelope["commitments"].get("words")):
                yield "its words are not those that its reply names, or their publication was not chosen"
        elif kind == "batch-closed":
            yield from (
                f"the words of entry {at} are not there" for at, (_, act) in self.acts.items() if "words" in act
            )
            self.acts = {}

    def check_batch(self, number, envelope, values):
        """It is of the batch that is open; a person's act has an officer; instants do not go back."""
        kind, batch = envelope["kind"], values.get("batch", {})
        if (number == 0) != (kind == "register-opened"):
            yield "a register is opened by its first entry, and by no other"
        if envelope["batch"] != self.begins:
            yield "it is not of the batch in which it stands"
        if envelope["actor"] == "operator" and self.rules[kind][0]:
            if kind == "competence-enrolled":
                self.waiting.append(number)
            else:
                yield "it is an act of a person, and no officer signed it"
        if kind == "batch-closed":
            if self.waiting and not envelope.get("source"):  # with a list, it is the format's
                yield f"nobody enrolled the competence of entry {self.waiting[0]}"
            if not batch:
                yield "when its batch was recorded is not shown"
            elif not re.fullmatch(INSTANT, batch["recorded_at"]):
                yield "when its batch was recorded is no instant"
            elif batch["recorded_at"] < self.instant:
                yield "its batch was recorded before the one before it"
            self.begins, self.instant, self.waiting = number + 1, batch.get("recorded_at", self.instant), []

    def check_shown(self, number, envelope, values):
        """Remember what is shown of it, and what it takes back: an order that was carried out, a correction."""
        kind, links = envelope["kind"], envelope.get("links", [])
        named, about = dict(links), number
        if kind == "redaction-requested":
            self.orders[number] = {at for _, at in links}
        elif kind == "redaction-carried-out":
            self.carried_out += 1
            self.erased |= self.orders.get(named.get("redaction"), set())
        elif "record" in named or "disclosure" in named:
            about = named.get("record", named.get("disclosure"))
        if kind in ("record-corrected", "disclosure-corrected"):
            self.replaced |= {(about, name): number for name in envelope["commitments"]}
        if kind in ("row-quarantined", "quarantine-decided") and values:
            yield "it is about a row in question, of which nothing is shown"
        if values:
            self.shown.add(number)
        if about != number or kind in ("record-entered", "disclosure-due"):
            self.parts += [(number, about, name) for name in values]

    def at_end(self, latest):
        """(entry, what is wrong): a batch that is open, or of an instant to come; values shown that were taken back."""
        if self.begins != len(self.entries):
            yield len(self.entries) - 1, "it is the last one, and does not close its batch"
        if self.instant > latest:
            yield self.begins - 1, "its batch was recorded later than now"
        for number in sorted(self.shown & self.erased):
            yield number, "its values were erased by two officers, and are shown again"
        for number, about, name in self.parts:
            if number < self.replaced.get((about, name), 0):
                yield number, "a correction replaced what is shown of it"
