-- The database of mapvet.
--
-- A database is brought up step by step: every "-- version N" below runs once, in its
-- own order, on a database of version N-1; a new file starts at 0. A step that has been
-- released is never edited; a change is a new step. The part "-- views" runs after any
-- step and may be edited freely.
--
-- The views are the interface for people and scripts: their names and columns stay. The
-- tables may change from version to version.
--
-- Paths are relative to the project root where they lie below it. Lines and columns count
-- from 1, columns in bytes.

-- version 1

-- One call of `mapvet check`, `mapvet cc` or one session of `mapvet lsp`.
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,              -- 'check', 'cc', 'lsp'
    version TEXT NOT NULL,              -- of mapvet
    root TEXT NOT NULL,                 -- the project root, absolute
    started INTEGER NOT NULL,           -- seconds since 1970
    finished INTEGER,                   -- NULL: running, or killed
    units INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0   -- units that could not be analysed
) STRICT;

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
) STRICT;

-- A translation unit, by its main file.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL UNIQUE REFERENCES file(id),
    run_id INTEGER NOT NULL REFERENCES run(id),  -- the last that looked at it
    input_hash TEXT NOT NULL,   -- over all inputs, flags, rules, models and our version;
                                -- '' when it was never analysed
    failure TEXT,               -- why the last run could not analyse it; NULL: it could
    functions INTEGER NOT NULL DEFAULT 0,
    map_operations INTEGER NOT NULL DEFAULT 0,
    iterations INTEGER NOT NULL DEFAULT 0,
    unmodelled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A finding is known by its fingerprint and file, whichever units show it.
CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file(id),
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
    tier TEXT NOT NULL CHECK (tier IN ('proven', 'possible')),
    line INTEGER NOT NULL,
    col INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    end_col INTEGER NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL,
    function TEXT NOT NULL,
    place TEXT NOT NULL,
    chain TEXT NOT NULL,
    tokens TEXT NOT NULL,       -- hash of the text around it, for matching
    suppressed TEXT,            -- the reason given in the source ('' without); NULL: open
    first_run INTEGER NOT NULL REFERENCES run(id),
    last_run INTEGER NOT NULL REFERENCES run(id),
    fixed_run INTEGER REFERENCES run(id),  -- the run that no longer saw it
    UNIQUE (fingerprint, file_id)
) STRICT;
CREATE INDEX finding_by_file ON finding(file_id) WHERE fixed_run IS NULL;

-- Which units show a finding: one of a header may have many.
CREATE TABLE finding_unit (
    finding_id INTEGER NOT NULL REFERENCES finding(id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
    PRIMARY KEY (finding_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_unit_by_unit ON finding_unit(unit_id);

-- The path that leads to a finding.
CREATE TABLE step (
    finding_id INTEGER NOT NULL REFERENCES finding(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file(id),
    line INTEGER NOT NULL,
    col INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    end_col INTEGER NOT NULL,
    depth INTEGER NOT NULL,     -- calls below the function of the finding
    text TEXT NOT NULL,
    PRIMARY KEY (finding_id, ordinal)
) STRICT, WITHOUT ROWID;

-- A verified way to mend it: edits of one file.
CREATE TABLE fix (
    finding_id INTEGER NOT NULL REFERENCES finding(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (finding_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE fix_edit (
    finding_id INTEGER NOT NULL,
    fix INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file(id),
    line INTEGER NOT NULL,
    col INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    end_col INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (finding_id, fix, ordinal),
    FOREIGN KEY (finding_id, fix) REFERENCES fix(finding_id, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- version 2

-- What a unit became, so that it need not be read again while its inputs stay as they
-- are, and what was found in it when it was linked with certain others.
CREATE TABLE ir (
    file_id INTEGER PRIMARY KEY REFERENCES file(id) ON DELETE CASCADE,
    key TEXT NOT NULL,          -- over its command, and what mapvet is made of
    unit BLOB NOT NULL,         -- as mapvet writes it
    link TEXT,                  -- over all units it was linked with; NULL: not yet
    report BLOB                 -- as mapvet writes it
) STRICT;

-- version 3

-- What is believed of a function, for the units that call it: `mapvet cc` and the editor
-- look at one unit at a time.
CREATE TABLE summary (
    name TEXT NOT NULL,         -- static ones carry their file
    file_id INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,  -- of its unit
    bytes BLOB NOT NULL,        -- as mapvet writes it
    PRIMARY KEY (name, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_by_file ON summary(file_id);

-- version 4

-- What the runs of a unit's functions were told and gave when it was last linked, so
-- that those that would be told the same need not be made again.
ALTER TABLE ir ADD COLUMN memo BLOB; -- as mapvet writes it

-- views

-- What is wrong now: not fixed, not suppressed.
DROP VIEW IF EXISTS open_findings;
CREATE VIEW open_findings AS
    SELECT f.fingerprint, f.rule, f.severity, f.tier, file.path, f.line, f.col,
           f.function, f.message, f.advice, f.first_run, f.last_run
    FROM finding f JOIN file ON file.id = f.file_id
    WHERE f.fixed_run IS NULL AND f.suppressed IS NULL
    ORDER BY file.path, f.line, f.col, f.rule;

-- The open ones that the latest run was the first to see.
DROP VIEW IF EXISTS new_findings;
CREATE VIEW new_findings AS
    SELECT * FROM open_findings
    WHERE first_run = (SELECT max(id) FROM run);

-- What some run no longer saw, the latest first.
DROP VIEW IF EXISTS fixed_findings;
CREATE VIEW fixed_findings AS
    SELECT f.fingerprint, f.rule, f.severity, f.tier, file.path, f.line, f.col,
           f.function, f.message, f.first_run, f.fixed_run
    FROM finding f JOIN file ON file.id = f.file_id
    WHERE f.fixed_run IS NOT NULL
    ORDER BY f.fixed_run DESC, file.path, f.line, f.col;

-- What comments in the source silence, and why.
DROP VIEW IF EXISTS suppressed_findings;
CREATE VIEW suppressed_findings AS
    SELECT f.fingerprint, f.rule, f.severity, file.path, f.line, f.col, f.function,
           f.message, f.suppressed AS reason
    FROM finding f JOIN file ON file.id = f.file_id
    WHERE f.fixed_run IS NULL AND f.suppressed IS NOT NULL
    ORDER BY file.path, f.line, f.col, f.rule;

-- Files by their open findings, the worst first.
DROP VIEW IF EXISTS hot_files;
CREATE VIEW hot_files AS
    SELECT path, count(*) AS findings,
           sum(severity = 'error') AS errors,
           sum(severity = 'warning') AS warnings,
           sum(severity = 'note') AS notes
    FROM open_findings
    GROUP BY path
    ORDER BY errors DESC, warnings DESC, notes DESC, path;

-- How each rule does: open, suppressed and fixed findings.
DROP VIEW IF EXISTS findings_by_rule;
CREATE VIEW findings_by_rule AS
    SELECT rule,
           sum(fixed_run IS NULL AND suppressed IS NULL) AS open,
           sum(fixed_run IS NULL AND suppressed IS NOT NULL) AS suppressed,
           sum(fixed_run IS NOT NULL) AS fixed
    FROM finding
    GROUP BY rule
    ORDER BY open DESC, rule;

-- Units whose findings are those of an earlier run, and why.
DROP VIEW IF EXISTS failed_units;
CREATE VIEW failed_units AS
    SELECT file.path, unit.failure, unit.run_id AS run
    FROM unit JOIN file ON file.id = unit.file_id
    WHERE unit.failure IS NOT NULL
    ORDER BY file.path;

-- Every run, the latest first.
DROP VIEW IF EXISTS runs;
CREATE VIEW runs AS
    SELECT id, command, version, root,
           datetime(started, 'unixepoch') AS started,
           datetime(finished, 'unixepoch') AS finished, units, failed
    FROM run
    ORDER BY id DESC;
