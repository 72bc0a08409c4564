"""Every code that a finding or an error can carry: what it means, and what to do. Closed, and held by a test.

The reference is generated from here. A code is an interface: it is never reused for another meaning.
"""

from collections.abc import Mapping
from types import MappingProxyType

#: Where a finding comes up -> its codes -> what it means and what to do.
FINDINGS_BY_PART: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Cells of a row": {
            "missing": "A cell that must be filled is blank. Fill it in.",
            "surplus": "A cell has a value where the row's status or kind of subject leaves none. Clear it.",
            "subject-type": "The kind of subject is not in the closed list. Correct it, or leave it blank.",
            "text": "A text is too long or has characters that do not print. Shorten or retype it.",
            "formula": "A spreadsheet would run this text as a formula. Remove the sign that it begins with.",
            "number": "This is no number of a case, deed or contract. Give one, with at most one word beside it.",
            "code": "This is not a code. Use small letters, digits and single hyphens.",
            "reminder-early": "A reminder was served before the publication was due: it is none. Correct a day.",
            "calendar": "There is no such calendar, or it does not cover the days asked. Name another.",
            "digest": "This is no SHA-256 digest. Give 64 hexadecimal digits.",
            "key-figure": "This is no key figure, or it cannot be beside another. Correct it.",
            "figure": "This is no whole number that the figure can have. Write it in the figure's own unit.",
            "choice": "The value is not in the closed list of its column. Take one of those accepted.",
            "parts": "A part of a list is blank, doubled, or one too many. Separate the parts by single semicolons.",
            "identifier": "This is not `scheme:code`, or of a scheme that the register or a source has for itself.",
            "country": "The country is unknown. Give its ISO 3166-1 alpha-2 code, or in a bank's list its name.",
            "activity": "This is not an ISIC activity. Give a section letter, or 2 to 4 digits.",
            "currency": "This is not an ISO 4217 currency code. Correct it.",
            "amount": "This is not an amount, or has more decimals than its currency. Write digits and a dot.",
            "date": "This is not a date. Write it as the format does.",
            "date-ahead": "An act is dated after the file. Correct the day, or the date given by `--as-of`.",
            "dates-reversed": "One day lies before another that it must follow. Correct the one that is wrong.",
            "name": "A bank's row has no name, or one that is too long. Ask the source.",
            "scope": "A bank limits a listing in a way that is not known here. Have the scope added to the format.",
        },
        "Rows of a national list": {
            "acts-unreadable": "Deeds and dates cannot be read or paired to the last character. Ask the source.",
            "ground-without-act": "The state of the case has no deed of its own. Ask the source; nothing is guessed.",
            "ground-contradicted": "A later deed says otherwise than the state of the case. Ask the source.",
            "name-missing": "Beside its notes the row gives no name. Ask the source.",
            "date-after-snapshot": "A date lies after the list's own. Give the list's real date by `--as-of`.",
            "date-unreadable": "This is not a date in the list's own writing. Ask the source.",
            "amount-unreadable": "This is not an amount in the list's own writing. Ask the source.",
            "amounts-disagree": "The components do not make up the total. Ask the source.",
            "field-missing": "A field of the source key is blank. Ask the source.",
            "honoured-before-due": "It was paid before it was due: nothing was missed. There is nothing to record.",
            "nothing-honoured": "Nothing was paid in the debtor's place. There is nothing to record.",
        },
        "A decision that cannot be recorded": {
            "no-competence": "No competence entry lets this authority record this category under this statute (S36). "
            "Enroll it with `goodstanding competence add`, or correct the row.",
            "local-recorder": "It is of an elected local body, and its authority does not record as a court, an audit "
            "institution or a payment publication (S34). Enroll its competence in the capacity that it has.",
            "other-finality": "The competence names another ground of finality. Correct the row, or the competence.",
            "category-not-for-kind": "The category is not for this kind of organization. Correct category or kind.",
            "measure-not-allowed": "No measure is given, or one that the category does not take. Correct it.",
            "amount-missing": "The category needs an amount and its currency. Add the principal, finally established.",
            "below-threshold": "The amount is below the category's threshold for this size of organization, or its "
            "currency has no reference unit. It is not recorded.",
            "figure-not-of-category": "The category states another figure, one that is missing, or none. Correct it.",
            "no-stage": "The case has not reached any stage. Give at least one date.",
            "final-before-decided": "The decision became final before it was made. Correct one of the dates.",
            "cured-not-final": "Only a final decision can be cured. Give the day on which it became final.",
        },
        "Bidders": {
            "personal-number": "The row holds a personal number, a sole trader's or an account's (S2). It was "
            "not read further, and the number stands nowhere. Screen organizations only.",
            "bidder-unreadable": "The row cannot be asked about as it is written. Correct the field that is named.",
            "bidder-name-empty": "Nothing of a name can be compared: signs, or legal forms alone. Give the whole name.",
            "bidder-name-long": "A name is longer than what is compared. Give the name alone, each member of a "
            "consortium in a row of its own.",
            "bidder-name-cut": "A name is not read to its end: a word is too long, or the members are too many. Part "
            "its words, or give each member a row of its own.",
            "bidder-parts-ignored": "A warning, once a file: these columns, keys or schemes of numbers are not read. "
            "Where one of them holds numbers, name it by its scheme.",
            "bidder-blanked": "The publisher blanked the bidder. Ask the buyer who it is.",
        },
        "The ledger's bytes": {
            "entry-missing": "An entry is not there. Restore the database from a backup.",
            "entry-damaged": "An entry or its opening is not what the ledger writes. Restore from a backup.",
            "leaf-differs": "The bytes of an entry are not those that were hashed. Restore from a backup.",
            "batch-differs": "An entry claims a batch that begins after it. Restore from a backup.",
            "head-differs": "A head is missing, stands inside a batch, or has another root. Restore from a backup.",
            "root-differs": "The entries do not give the root of the latest head. Restore from a backup.",
            "signature-bad": "An act is not signed by its officer. Find out who wrote it, then restore from a backup.",
            "opening-missing": "The values of an entry are gone, and no redaction took them. Restore from a backup.",
            "opening-left": "A redaction took values that are still there. Carry it out again.",
            "derived-differs": "A derived table is not what the entries give. Run `goodstanding rebuild`.",
            "kept-list-discarded": "A file that is kept beside the database for screening is damaged, or not sealed by "
            "this register. It was not used. Find out who can write the data directory.",
            "kept-list-differs": "Such a file is sealed, and is not what the register gives: an organization may be "
            "gone from it. Run `goodstanding rebuild`, and find out who knows the register's secret.",
        },
        "Published logs": {
            "file-missing": "A file that the checkpoint calls for is missing. Publish again, or ask the operator.",
            "file-beside": "A file lies among the published ones that the checkpoint does not lead to. A warning: "
            "unless a publication was under way, have the operator say what it is, and take it away.",
            "checkpoint-bad": "The checkpoint is not in its form. Publish again, or ask the operator.",
            "checkpoint-unsigned": "The log's newest key did not sign the checkpoint. Do not rely on it.",
            "checkpoint-unwitnessed": "The witnesses that you ask for did not cosign the checkpoint. Ask them, and the "
            "operator, before you rely on it: others may be shown another log.",
            "key-not-given": "The log's own word for its first key was taken. Give the key that you know: `--key`.",
            "key-unknown": "No key that you know leads to the log's newest key. Ask the operator about it.",
            "handover-bad": "A key was not handed over to by the key before it. Ask the operator about it.",
            "past-differs": "The log did not grow from the checkpoint that you kept. Keep both: it was forked.",
            "bundle-bad": "A bundle of entries is not in its form. Publish again, or ask the operator.",
            "tile-bad": "A tile is not what the entries give. Publish again, or ask the operator.",
            "tree-differs": "The entries do not give the root of the checkpoint: one was altered. Do not rely on it.",
            "entry-unknown": "An entry is of no kind that this version knows, or in no form at all. Take the version "
            "of the software that the register runs; if it says the same, do not rely on the log.",
            "batch-ahead": "A batch is of an instant that has not come: set your clock, or do not rely on the log.",
            "batch-open": "The log ends within a batch, and what it lacks cannot be judged. Do not rely on it.",
            "opening-bad": "What is shown of an entry does not fit its commitment. Do not rely on it.",
            "opening-taken-back": "A value is served that was erased, that a correction replaced, or of a row in "
            "question. Tell the operator at once: `goodstanding log publish` takes it away.",
            "opening-not-displayed": "More of an entry is served than may be displayed on the day of the manifest: a "
            "record whose time is over, say. Audit again, if a publication was under way; else tell the operator.",
            "list-differs": "The published list is not in order, or not the one that was committed. Do not rely on it.",
            "list-not-served": "Who is listed has changed since a list was committed, and it is not served. A warning: "
            "run `goodstanding log absent commit`, or ask the operator to.",
            "manifest-differs": "The manifest is missing, of another checkpoint, names no day, or counts other "
            "redactions than the log has. Publish again.",
        },
        "Rules in a published log": {
            "law-entry": "An entry holds what its kind cannot hold, or lacks what it must. It is void.",
            "law-hidden": "How the register is run, or an act on what is shown, is kept back. Ask the operator.",
            "law-opening": "The register was not opened by its first entry, or for another origin. Ask the operator.",
            "law-unsigned": "An act of a person lacks the good signature of an officer enrolled before. It is void.",
            "law-officer": "An officer, or an officer's key, was enrolled twice: one acts as two. Ask the operator.",
            "law-category": "A category or measure is outside the catalogue (S5, S20). The record is void.",
            "law-competence": "No earlier entry makes the authority competent for the record (S36), or it may not "
            "tell of local bodies (S34). It is void.",
            "law-link": "An entry is not linked to the earlier entry that it is about. Ask the operator.",
            "law-subject": "An entry is about a subject that nobody opened, or not its record's. It is void.",
            "law-copy": "A row of a source was entered twice, or answered twice. The later entry is void.",
            "law-approval": "An approval names another text than the one that it is linked to. It is void.",
            "law-listing": "Somebody stands on the list without a published file, or has one and is left off (S27). "
            "Do not rely on the list, and ask the operator.",
            "law-list": "A list was committed of another size or of a day ahead. Rely on no proof of absence by it.",
            "law-batch": "An entry is not of its batch, or a batch is dated before the last. Ask the operator.",
            "law-adoption": "A rulebook was adopted without what the law of adoption asks for. The adoption is void.",
            "law-redaction": "Values were taken by less than two officers. Ask the operator.",
            "law-proceeding": "An act of a listed organization's file lacks what procedural law asks for (S27). It is "
            "void, and so is the listing.",
            "law-reply": "Words beside a listing are not those that their reply names, are missing, or nobody chose to "
            "publish them. Do not rely on them.",
            "law-correction": "An act on a request for correction lacks what the rules ask for. It is void.",
            "law-appointment": "An appointment, rule or erasure is by an officer not appointed for it. It is void.",
            "law-coverage": "An authority's own numbers lack a record of it, or are not its own (S28). Ask it.",
            "law-matter": "A record shows, a reference moved or a claim was decided against the rules. It is void.",
            "law-key": "A key of the log does not follow the key before it. Ask the operator.",
        },
        "YAML files": {
            "yaml-syntax": "This is not well-formed YAML 1.2. Correct the line.",
            "yaml-empty": "The file holds no document. Write one.",
            "yaml-documents": "The file holds several documents. Keep one.",
            "yaml-duplicate-key": "A key stands twice in one mapping. Remove one.",
            "yaml-key": "A key is not text. Write a word, or quote it.",
            "yaml-merge-key": "A merge key is used. Write the keys out.",
            "yaml-alias": "An alias is used. Write the value out.",
            "yaml-anchor": "An anchor is used. Remove it.",
            "yaml-tag": "A tag is used. Remove it.",
            "yaml-directive": "A directive is used. Remove it.",
            "yaml-number": "A number is written in a way that readers understand differently. Write a plain decimal "
            "integer, or quote it.",
            "yaml-timestamp": "A timestamp is used. Write a date.",
            "yaml-character": "A character cannot be seen or changes how a line reads. Remove it.",
            "yaml-too-large": "The file is too large. Split it.",
            "yaml-too-deep": "The file is nested too deeply. Flatten it.",
            "yaml-too-many-nodes": "The file has too many parts. Split it.",
            "key-missing": "A key is missing. Add it.",
            "key-unknown": "There is no such key. Correct or remove it.",
            "value-refused": "The value is not of the kind that the key takes. Take what is accepted.",
        },
        "The catalogue": {
            "category-name": "A category's code is not its file's name. Rename one of them.",
            "catalogue-not-closed": "A file's code is not in the closed list, or a listed code has no file.",
            "catalogue-code-differs": "A category stands under another code than its own. Correct the key.",
            "catalogue-forbidden-code": "A category has the code of a forbidden input (S5). Remove it.",
            "forbidden-input": "A name is one of what is never an input (S5). Nothing makes it acceptable.",
            "forbidden-disguise": "A name has encoded or masked letters and cannot be checked. Write plain letters.",
            "catalogue-measure-unused": "No category takes a measure. Give it to one, or remove it.",
            "catalogue-unit": "A reference unit is not a whole number of minor units of a currency. Correct it.",
            "catalogue-form": "A code, label or clause is not in its form. Write it as the others are.",
            "catalogue-wording": "A text states misconduct as a fact (S39). Say what was decided.",
            "catalogue-no-limits": "The description does not say what the category does not cover. Add it.",
            "catalogue-empty": "A category has no measures, or no kinds of subject. Add them.",
            "catalogue-amounts": "The steps by amount do not rise. Order amounts and severities.",
            "catalogue-threshold": "The thresholds by size have gaps, fall, or lack an amount. Complete them.",
            "catalogue-while-listed": "Only a listing elsewhere shows as long as it lasts. Correct measure or display.",
            "catalogue-payments": "Only a publication states payments (S34). Correct basis or payments.",
            "catalogue-display": "A severity that can arise has no display period, or one that cannot has. Correct it.",
            "catalogue-display-long": "A display period is longer than its severity allows. Shorten it.",
            "catalogue-ground": "Only an adverse category can be a ground, and a debt never is. Correct `ground`.",
            "catalogue-listing-counts": "A foreign listing is information only (S35). Correct `direction`.",
            "catalogue-basis": "Basis, measures and kinds do not fit: against a company only a decision is a record.",
        },
        "Rulebooks": {
            "rulebook-id": "An id, a code or the number of the edition is not in its form. Correct it.",
            "rulebook-number": "A number is larger than any rulebook needs. Correct it.",
            "rulebook-wording": "A title states misconduct as a fact (S39). Say what was decided.",
            "rulebook-title": "A title is empty, or a text has characters that nobody sees. Retype it.",
            "rulebook-href": "The address of a law is none of the web. Give one with https://, or none.",
            "rulebook-id-repeated": "Two parts have one id; grades and the rulebook have one too. Rename one.",
            "rulebook-id-reserved": "An id is a word that answers use for something else, such as `start`. Rename it.",
            "rulebook-unused": "A law or a fade that nothing names: it is not checked. A warning: remove it.",
            "rulebook-empty": "There is no provision: nobody can ever have a grade. A warning.",
            "rulebook-citation-missing": "A rule cites no article of law (S15). Cite it.",
            "rulebook-law-unknown": "A rule cites a law that is not in `laws`. Add the law, or correct the name.",
            "rulebook-never-in-force": "The edition ends before it starts. Correct a date.",
            "rulebook-input-forbidden": "A rule names a forbidden input (S5). Remove it.",
            "rulebook-category-unknown": "A rule names a category that the catalogue does not have. Correct it.",
            "rulebook-category-without-rule": "No provision is about them. A warning: they cost and add nothing.",
            "rulebook-kind-not-allowed": "The category is never recorded of the organizations meant here. Remove it.",
            "rulebook-points-for-information": "A provision gives points to information (S35). Remove the category.",
            "rulebook-direction": "A provision mixes adverse and favourable categories. Split it.",
            "rulebook-points-missing": "Not every size class has its points. Add them.",
            "rulebook-sign": "Adverse points must be negative and favourable ones positive. Correct the sign.",
            "rulebook-unknown-size": "An organization of unknown size costs more than the best placed (S16). Lower it.",
            "rulebook-fade-missing": "It is not said how long a severity counts. Name a fade.",
            "rulebook-fade-unknown": "A provision names a fade that is not in `fades`. Add it, or correct the name.",
            "rulebook-fade-rises": "A later step of a fade does not fall. Lower it.",
            "rulebook-fade-order": "A step has no length, or does not end later than the one before. Order them.",
            "rulebook-fade-outlives-display": "A record would count longer than it shows (S29). Shorten the fade.",
            "rulebook-permille": "A step is not 1 to 1000 thousandths. Correct it.",
            "rulebook-status": "A rule counts what is not final. Only `final` and `under-appeal` count.",
            "rulebook-appeal-costs": "A rule counts only where somebody appealed (S37). Add `final`.",
            "rulebook-overlap": "Two provisions match the same records: the same facts would count twice (S14).",
            "rulebook-unreachable": "No record can ever reach a part of a rule. Correct what it matches, or remove it.",
            "rulebook-override": "An override names no other provision of its direction, or a circle. Correct it.",
            "rulebook-override-milder": "An override is milder than what gives way: nobody gains by a graver record.",
            "rulebook-stops": "A rule would count on after an annulment, or a debt after it was paid. Add the stop.",
            "rulebook-band": "A band is not in order. Take at_least < below, amounts from 0.",
            "rulebook-band-narrow": "A band is so narrow that it could be meant for one (S33). Widen it.",
            "rulebook-isolates": "A rule reaches fewer than 20 organizations of the register (S33). Widen it.",
            "rulebook-figure": "A rule asks for a figure that records of its category never state. Correct it.",
            "rulebook-values-order": "Dated values are not in order of their days. Order them.",
            "rulebook-value-on": "It is not said which day selects a value. Name one, or two with more_lenient_of.",
            "rulebook-announced-late": "A value was announced less than 30 days before it holds (S33). Delay it.",
            "rulebook-retroactive": "A value would be worse for what happened before it (S14). Select it by conduct.",
            "rulebook-citation-stale": "A law was last read over a year before. A warning: read it again.",
            "rulebook-citation-ahead": "A law is said to be read after the day asked about. A warning: correct a date.",
            "rulebook-consequence-adverse": "An adverse consequence never follows from a grade (S20). Remove it.",
            "rulebook-consequence-grade": "A favour would be given to every grade. Name a better one.",
            "rulebook-consequence-length": "A favour has no length, or lasts over three years. Say how long it lasts.",
            "rulebook-indicator": "An indicator is about information alone, and nothing follows from it. Correct it.",
            "rulebook-language": "A language is not in its form, or not among those named. Correct it.",
            "rulebook-translation": "A title is missing in a language, or names no part. Complete the translation.",
            "rulebook-gap": "A covered category has a severity that no provision is about. Cover it.",
            "rulebook-cap-unknown": "A provision names a cap that is not there. Add it, or correct the name.",
            "rulebook-cap-sign": "A cap limits the other direction than its provisions. Correct the sign.",
            "rulebook-cap-unused": "No provision belongs to a cap. Remove it.",
            "rulebook-scale": "The scale is not in order. Take floor < start <= ceiling.",
            "rulebook-minimum-evidence": "Nothing recorded can never be a grade. Ask for at least 1.",
            "rulebook-grade-order": "Grades are not in order, best first, each once. Order them.",
            "rulebook-grade-range": "The grades do not cover the scale. The last begins at the floor.",
            "rulebook-grade-unknown": "A grade limit names a grade that is not there. Correct it.",
            "rulebook-limit-provisions": "A grade limit names something else than adverse provisions. Correct it.",
            "rulebook-not-a-ground": "The catalogue does not admit the category as a ground. Remove it.",
            "rulebook-ground-empty": "A ground names no record: points alone open nothing (S20). Name categories.",
            "rulebook-ground-points": "A ground's threshold lies outside the scale. Correct it.",
        },
        "Procedural rules": {
            "procedure-article-missing": "A rule or a refusal rests on no article. Name it.",
            "procedure-law-unknown": "A rule cites a law that is not in `laws`. Add the law, or correct the name.",
            "procedure-calendar": "There is no such calendar, or no such time zone. Name one that there is.",
            "procedure-not-a-ground": "The catalogue does not admit the category as a ground. Remove it.",
            "procedure-without-effect": "A key says what no act does. Say what is accepted.",
            "floor-role": "Floor: nobody takes a step that is another role's.",
            "floor-step": "Floor: a step that a right, or the way to a decision, needs is there, for all who need it.",
            "floor-burden": "Floor: the office proves every element of a ground.",
            "floor-standard": "Floor: on clear and convincing evidence.",
            "floor-silence": "Floor: silence proves nothing and decides nothing.",
            "floor-factors": "Floor: a decision gives a reason on every factor.",
            "floor-four-eyes": "Floor: two different people decide.",
            "floor-window": "Floor: the window to reply opens when the whole file can be read.",
            "floor-deemed": "Floor: receipt is deemed only with consent to the portal, or by two channels, one of them "
            "the registered seat, and after 10 to 62 days.",
            "floor-non-receipt": "Floor: a credible claim of non-receipt reopens the window.",
            "floor-reply": "Floor: there is time to reply, 14 to 180 days with all that it can be prolonged by.",
            "floor-hearing": "Floor: an oral hearing on request.",
            "floor-appeal-time": "Floor: there is time to appeal, 14 to 186 days.",
            "floor-standstill": "Floor: the standstill is at least the appeal period, and at most 186 days.",
            "floor-shows": "Floor: a listing shows when the time to appeal passed unused, or the appeal is decided.",
            "floor-missed-date": "Floor: an authority that misses its day to decide, of 5 to 180, closes the file.",
            "floor-same-facts": "Floor: the same facts never carry a second file or a longer listing.",
            "floor-appeal-body": "Floor: the first appeal goes to a body outside the hierarchy.",
            "floor-appeal-scope": "Floor: an appeal is on facts, law and proportionality.",
            "floor-appeal-stay": "Floor: the appeal body can stay.",
            "floor-court": "Floor: a court with full jurisdiction is named.",
            "floor-late-appeal": "Floor: an appeal not decided in time, 5 to 60 days, suspends the listing.",
            "floor-interim": "Floor: an interim order filed by the respondent suspends at once, and is verified in 1 "
            "or 2 working days.",
            "floor-provisional": "Floor: a provisional measure needs a serious and imminent threat to public money, "
            "shows to contracting authorities only, and is appealable at once.",
            "floor-provisional-cap": "Floor: a provisional measure lapses without a notice in 14 days, and after six "
            "months in total.",
            "floor-longest": "Floor: a listing lasts at most 3 years, 5 after a final judgment on fraud or corruption.",
            "floor-limitation": "Floor: no file more than 5 years after the conduct or 3 after finality.",
            "floor-counts-in": "Floor: time under a stay or a provisional measure counts in.",
            "floor-offset": "Floor: no second sanction for the same facts without an offset.",
            "floor-rehabilitation": "Floor: the way out is open from the day of the decision; a minimum period only by "
            "judgment or statute.",
            "floor-fee": "Floor: the way out costs nothing.",
            "floor-way-out-time": "Floor: an application for rehabilitation is answered within 5 to 60 days of each "
            "date.",
            "floor-review": "Floor: the office reviews a listing each year by itself; a missed review suspends it.",
            "floor-conditions": "Floor: a report on conditions not answered in time, 5 to 60 days, counts as granted.",
            "floor-preview": "Floor: an organization sees a record for 5 to 18 working days before it shows.",
            "floor-correction": "Floor: a request for correction is acknowledged within 10 days and decided within 60, "
            "or the listing on the record is suspended.",
            "floor-recognition": "Floor: another register's listing is information until a decision here.",
            "floor-consequence": "Floor: every consequence stands once and has a law of its own.",
            "floor-display": "Floor: a minor record is displayed for 3 months, a general one for 12, a serious one for "
            "36, at most; a listing is gone from its end on, and what changed on the list is told for 366 days.",
            "clock-unknown": "A test names a clock that the procedure does not have. Correct the test.",
            "clock-day": "A clock ends on another day than a test expects. Correct the rules or the test.",
            "clock-instant": "A clock ends at another instant than a test expects. Correct the rules or the test.",
            "display-unknown": "A test is about a display of which the procedure says nothing. Correct the test.",
            "display-day": "A display ends on another day than a test expects. Correct the rules or the test.",
        },
        "Adoption of a rulebook": {
            "adoption-sample": "A sample was proposed. Write a rulebook with `sample: false`, and cite real law.",
            "adoption-indicator": "An indicator was proposed. It gives no standing: write a rulebook of records.",
            "adoption-text": "The text on record is not the one that the proposal tells of. Propose the next edition.",
            "adoption-unequal": "Rules for just one of companies and state-owned enterprises (S18). Name both kinds.",
            "adoption-unsigned": "An act was not signed by an officer. Have an officer do it.",
            "adoption-not-assessed": "There is no impact assessment. Run `goodstanding rulebook assess`.",
            "adoption-stale": "The assessment is of another edition or day. Run `goodstanding rulebook assess` again.",
            "adoption-tests": "The tests expect nothing, or are not met. Correct one, as the next edition.",
            "adoption-singles-out": "A provision is a rule for few. Let it take its categories whole (S33).",
            "adoption-retroactive": "Earlier conduct would cost somebody more (S14). Keep the old rule for it.",
            "adoption-own": "The author approved. Have another officer approve.",
            "adoption-again": "An officer approved twice. Have another officer approve.",
            "adoption-approvals": "An approval is missing. Have another officer run `goodstanding rulebook approve`.",
            "adoption-too-soon": "The digest stood in the log for less than 30 days. Propose a later day in force.",
            "adoption-too-late": "The first day in force has begun. Propose the next edition with a later one.",
            "adoption-withdrawn": "The proposal was withdrawn. Propose the next edition.",
            "adoption-not-yours": "Another officer proposed it, and you did not approve it. Ask one of those who did.",
            "adoption-adopted": "An adopted edition is not withdrawn. Propose the next edition.",
            "adoption-order": "It does not follow the editions adopted before. Correct number, day or kinds.",
        },
        "Tests of a rulebook": {
            "case-name": "A test's name is empty, too long, or has characters that do not print. Rename the test.",
            "case-wording": "A test states misconduct as a fact (S39). Say what is tested.",
            "case-code": "The authority or the number of a test's case is no code. Write one, such as D-1.",
            "case-category": "A test has a record of a category that is not in the catalogue. Correct the test.",
            "case-measures": "A test has a record without a measure, or with one that its category does not take. "
            "Correct the test.",
            "case-points": "The standing has other points than a test expects. Correct the rulebook or the test.",
            "case-grade": "The standing has another grade than a test expects. Correct the rulebook or the test.",
            "case-lines": "The standing has other lines than a test expects. Correct the rulebook or the test.",
            "case-favours": "A grade gives other favours than a test expects. Correct the rulebook or the test.",
            "case-grounds": "There are other grounds than a test expects. Correct the rulebook or the test.",
        },
    }
)

#: Code of a finding -> what it means and what to do.
FINDING_CODES: Mapping[str, str] = MappingProxyType(
    {code: text for codes in FINDINGS_BY_PART.values() for code, text in codes.items()}
)

#: Why a format drops a row unread, on the word of the source's own type field or number.
DROPPED_CODES: Mapping[str, str] = MappingProxyType(
    {
        "person": "The source says that the subject is a natural person.",
        "sole-trader": "The source says that the subject is a natural person in business.",
        "civic-body": "The source says that the subject is an association or another civic body.",
        "vessel": "The source says that the subject is a ship or an aircraft.",
    }
)

#: What a format itself holds against a row; the gate quarantines it, and no officer can admit it.
CONCERN_CODES: Mapping[str, str] = MappingProxyType(
    {
        "identity-suppressed-by-source": "The source hides who the row is about.",
        "stands-for-person": "The source lists the organization for a person who controls it.",
    }
)

#: Code of an error -> what it means. An error stops the command; nothing has landed.
ERROR_CODES: Mapping[str, str] = MappingProxyType(
    {
        "error": "The family that every error belongs to. Never raised itself.",
        "misuse": "An argument or a call cannot be carried out as it was given. Exit code 2.",
        "not-found": "What was named is not there. Exit code 2.",
        "conflict": "The key was used before with another content, or the state has moved on. Exit code 1.",
        "import-aborted": "A file was refused as a whole. Exit code 1.",
        "schema": "The data directory does not fit this version of the software. Exit code 2.",
        "verification": "Bytes that claim to be a part of the ledger are not what they claim. Exit code 1.",
        "act-refused": "Procedural law does not let this act happen; the article says why. Exit code 1.",
        "authorization": "The actor may not do this, or the signature is not the actor's. Exit code 2.",
        "not-screened": "Nothing was screened, or not to the end: bidders, list, register or earlier answers could not "
        "be read. Exit code 2.",
        "yaml": "A YAML file was refused; its findings say where and why. Exit code 2.",
    }
)
