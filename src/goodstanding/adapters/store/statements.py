"""The SQL of the store, as text with named parameters that every dialect reads the same way.

Text and not built expressions, so that a look-up need not import SQLAlchemy (half a second).
"""

SCHEMA_VERSION = "SELECT version_num FROM alembic_version"

HEAD = "SELECT size, root, frontier, recorded_at FROM heads ORDER BY size DESC LIMIT 1"
HEAD_AT_SIZE = "SELECT size, root, frontier, recorded_at FROM heads WHERE size <= :size ORDER BY size DESC LIMIT 1"
HEAD_AT_INSTANT = (
    "SELECT size, root, frontier, recorded_at FROM heads WHERE recorded_at <= :instant ORDER BY size DESC LIMIT 1"
)

_ENTRY = "SELECT e.seq, e.body, o.body FROM entries e LEFT JOIN openings o ON o.seq = e.seq"
ENTRY = f"{_ENTRY} WHERE e.seq = :seq"
_INDEXED = (
    "SELECT e.seq, e.body, o.body, i.subject FROM entry_index i"
    " JOIN entries e ON e.seq = i.seq LEFT JOIN openings o ON o.seq = e.seq"
)
ENTRIES_ABOUT = f"{_INDEXED} WHERE i.subject IN ({{names}}) AND i.seq < :size ORDER BY i.seq"
ENTRIES_OF = f"{_INDEXED} WHERE i.kind IN ({{names}}) AND i.seq < :size ORDER BY i.seq"
ENTRIES_BY_SUBJECT = f"{_INDEXED} WHERE i.subject > '' AND i.seq < :size ORDER BY i.subject, i.seq"
STORED = (
    "SELECT e.seq, e.leaf, e.body, o.body FROM entries e LEFT JOIN openings o ON o.seq = e.seq"
    " WHERE e.seq >= :start AND e.seq < :end ORDER BY e.seq"
)

LEAVES = "SELECT leaf FROM entries WHERE seq >= :start AND seq < :end ORDER BY seq"
TILE = "SELECT hashes FROM tiles WHERE level = :level AND number = :number"
TILE_ROOTS = "SELECT root FROM tiles WHERE level = :level AND number >= :start AND number < :end ORDER BY number"
ALL_TILES = "SELECT level, number, root, hashes FROM tiles ORDER BY level, number"

_IDENTITY = "SELECT seq, subject, organization, effective_on FROM identities"
IDENTITIES = f"{_IDENTITY} WHERE seq < :size ORDER BY seq"
IDENTITIES_NEAR = (
    f"{_IDENTITY} WHERE seq < :size AND subject IN ("
    "SELECT subject FROM identities WHERE organization = :organization OR organization IN ("
    "SELECT organization FROM identities WHERE subject = :subject)) ORDER BY seq"
)
IDENTITIES_OF = f"{_IDENTITY} WHERE subject IN ({{names}}) AND seq < :size ORDER BY seq"
SOURCE_ROWS = "SELECT source, key, record, subject, print, present, seq FROM source_rows WHERE source = :source"
ERASED_RECORDS = (
    "SELECT r.record FROM source_rows r LEFT JOIN openings o ON o.seq = r.record"
    " WHERE r.source = :source AND o.seq IS NULL"
)
BATCHES = "SELECT seq, source, digest, as_of, partial FROM batches WHERE seq < :size ORDER BY seq"
NAMES_LIKE = (
    "SELECT seq, subject, folded FROM names WHERE seq < :size AND folded LIKE :pattern ESCAPE '\\'"
    " ORDER BY folded, seq LIMIT :limit"
)

SUBMISSIONS = (
    "SELECT key, digest, start, entries, seq FROM submissions WHERE key IN ({names}) AND seq < :size ORDER BY seq"
)

#: A clock is as its latest row left it; without its opening a file is gone.
DUE = (
    "SELECT c.due_on, c.file, c.clock, f.authority FROM proceeding_clocks c JOIN proceeding_files f ON f.seq = c.file"
    " WHERE c.due_on >= :first AND c.due_on <= :last AND c.seq < :size AND NOT EXISTS ("
    "SELECT 1 FROM proceeding_clocks l WHERE l.file = c.file AND l.clock = c.clock AND l.seq > c.seq"
    " AND l.seq < :size) ORDER BY c.due_on, c.file, c.clock"
)
#: A matter's clock is as its latest row left it too; but each notice of an identity has a window of its own to reply.
MATTERS_DUE = (
    "SELECT c.due_on, c.number, c.clock FROM matter_clocks c"
    " WHERE c.due_on >= :first AND c.due_on <= :last AND c.seq < :size AND NOT EXISTS ("
    "SELECT 1 FROM matter_clocks l WHERE l.number = c.number AND l.clock = c.clock AND l.seq > c.seq"
    " AND l.seq < :size AND (l.due_on IS NULL OR l.clock <> 'reply')) ORDER BY c.due_on, c.number, c.clock"
)
#: The same of some clocks, whose day has passed.
OVERDUE = DUE.replace("c.due_on >= :first AND c.due_on <= :last", "c.clock IN ({names}) AND c.due_on < :day")
MATTERS_OVERDUE = MATTERS_DUE.replace(
    "c.due_on >= :first AND c.due_on <= :last", "c.clock IN ({names}) AND c.due_on < :day"
)
FILES_PAST = "SELECT DISTINCT file FROM proceeding_clocks WHERE clock = :clock AND due_on < :day AND seq < :size"
FILES_OF = "SELECT seq FROM proceeding_parties WHERE organization = :organization AND seq < :size"

GROUNDS_USED = "SELECT seq, ground FROM proceeding_grounds WHERE ground IN ({names}) AND seq < :size"

ALL_FILES = "SELECT seq, authority FROM proceeding_files"
ALL_PARTIES = "SELECT seq, organization FROM proceeding_parties"
ALL_GROUNDS = "SELECT seq, ground FROM proceeding_grounds"
ALL_CLOCKS = "SELECT seq, file, clock, due_on FROM proceeding_clocks"
ALL_MATTER_CLOCKS = "SELECT seq, number, clock, due_on FROM matter_clocks"
ALL_IDENTITIES = f"{_IDENTITY} ORDER BY seq"
ALL_NAMES = "SELECT seq, subject, folded FROM names ORDER BY seq"
ALL_SOURCE_ROWS = "SELECT source, key, record, subject, print, present, seq FROM source_rows"
ALL_INDEX = "SELECT seq, kind, subject FROM entry_index ORDER BY seq"
ALL_SUBMISSIONS = "SELECT key, digest, start, entries, seq FROM submissions ORDER BY seq, start"
ALL_BATCHES = "SELECT seq, source, digest, as_of, partial FROM batches"

INSERT_ENTRY = "INSERT INTO entries (seq, leaf, body) VALUES (:seq, :leaf, :body)"
INSERT_OPENING = "INSERT INTO openings (seq, body) VALUES (:seq, :body)"
INSERT_HEAD = "INSERT INTO heads (size, root, frontier, recorded_at) VALUES (:size, :root, :frontier, :recorded_at)"
INSERT_INDEX = "INSERT INTO entry_index (seq, kind, subject) VALUES (:seq, :kind, :subject)"
INSERT_IDENTITY = (
    "INSERT INTO identities (seq, subject, organization, effective_on)"
    " VALUES (:seq, :subject, :organization, :effective_on)"
)
INSERT_NAME = "INSERT INTO names (seq, subject, folded) VALUES (:seq, :subject, :folded)"
INSERT_SOURCE_ROW = (
    "INSERT INTO source_rows (source, key, record, subject, print, present, seq)"
    " VALUES (:source, :key, :record, :subject, :print, :present, :seq)"
)
UPSERT_SOURCE_ROW = (
    f"{INSERT_SOURCE_ROW}"
    " ON CONFLICT (source, key) DO UPDATE SET record = excluded.record, subject = excluded.subject,"
    " print = excluded.print, present = excluded.present, seq = excluded.seq"
)
INSERT_BATCH = (
    "INSERT INTO batches (seq, source, digest, as_of, partial) VALUES (:seq, :source, :digest, :as_of, :partial)"
)
INSERT_SUBMISSION = (
    "INSERT INTO submissions (key, digest, start, entries, seq) VALUES (:key, :digest, :start, :entries, :seq)"
)
INSERT_FILE = "INSERT INTO proceeding_files (seq, authority) VALUES (:seq, :authority)"
INSERT_PARTY = "INSERT INTO proceeding_parties (seq, organization) VALUES (:seq, :organization)"
INSERT_GROUND = "INSERT INTO proceeding_grounds (seq, ground) VALUES (:seq, :ground)"
INSERT_CLOCK = "INSERT INTO proceeding_clocks (seq, file, clock, due_on) VALUES (:seq, :file, :clock, :due_on)"
INSERT_MATTER_CLOCK = "INSERT INTO matter_clocks (seq, number, clock, due_on) VALUES (:seq, :number, :clock, :due_on)"
INSERT_TILE = "INSERT INTO tiles (level, number, root, hashes) VALUES (:level, :number, :root, :hashes)"
OPENING = "SELECT seq FROM openings WHERE seq = :seq"
_OF_AN_OPENING = (
    "openings",
    "names",
    "proceeding_files",
    "proceeding_parties",
    "proceeding_grounds",
    "proceeding_clocks",
)
ERASE = (
    *(f"DELETE FROM {table} WHERE seq = :seq" for table in _OF_AN_OPENING),
    # What a correction of a record ends is known of its envelope alone.
    (
        "DELETE FROM matter_clocks WHERE seq = :seq"
        " AND seq NOT IN (SELECT seq FROM entry_index WHERE seq = :seq AND kind = 'record-corrected')"
    ),
)
CLEAR_DERIVED = (
    "DELETE FROM tiles",
    "DELETE FROM entry_index",
    "DELETE FROM identities",
    "DELETE FROM names",
    "DELETE FROM source_rows",
    "DELETE FROM batches",
    "DELETE FROM submissions",
    "DELETE FROM proceeding_files",
    "DELETE FROM proceeding_parties",
    "DELETE FROM proceeding_grounds",
    "DELETE FROM proceeding_clocks",
    "DELETE FROM matter_clocks",
)
