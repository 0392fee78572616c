/// The store's own tables.
enum StoreMigrations {
    /// Applied before anything else, since it is where migrations are recorded.
    static let ledger = """
        CREATE TABLE IF NOT EXISTS storeMigration (
            id TEXT NOT NULL PRIMARY KEY, sha256 BLOB NOT NULL, appliedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    static let all = [
        Migration(
            "2026-11-20.1-store-base",
            """
            CREATE TABLE storeSetting (
                key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, changedAt INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE storeSeries (
                name TEXT NOT NULL, year INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name, year)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE storeAnswer (
                principal TEXT NOT NULL, key TEXT NOT NULL, route TEXT NOT NULL, bodyHash BLOB NOT NULL,
                status INTEGER NOT NULL, contentType TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
                PRIMARY KEY (principal, key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX storeAnswerAt ON storeAnswer (at);

            CREATE TABLE storeJob (
                id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL,
                state TEXT NOT NULL CONSTRAINT storeJobState CHECK (state IN ('queued', 'running', 'dead')),
                priority INTEGER NOT NULL, attempt INTEGER NOT NULL, notBefore INTEGER NOT NULL,
                createdAt INTEGER NOT NULL, startedAt INTEGER, error TEXT
            ) STRICT;
            CREATE INDEX storeJobDue ON storeJob (state, notBefore);
            """),
        Migration(
            "2026-11-20.2-store-audit",
            """
            CREATE TABLE storeAuditActor (
                id INTEGER NOT NULL PRIMARY KEY, userID INTEGER, username TEXT NOT NULL, sessionID INTEGER,
                stationID INTEGER, address TEXT NOT NULL
            ) STRICT;
            CREATE TABLE storeAuditEvent (
                id INTEGER NOT NULL PRIMARY KEY, action TEXT NOT NULL, entity TEXT NOT NULL,
                CONSTRAINT storeAuditEventOnce UNIQUE (action, entity)
            ) STRICT;
            CREATE TABLE storeAudit (
                seq INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL,
                actor INTEGER NOT NULL CONSTRAINT storeAuditActor REFERENCES storeAuditActor (id),
                event INTEGER NOT NULL CONSTRAINT storeAuditEvent REFERENCES storeAuditEvent (id),
                entityID INTEGER, patientID INTEGER, detail TEXT NOT NULL, reason TEXT, hash BLOB NOT NULL
            ) STRICT;
            CREATE INDEX storeAuditPatient ON storeAudit (patientID) WHERE patientID IS NOT NULL;
            CREATE INDEX storeAuditActorUser ON storeAuditActor (userID, sessionID, address);

            CREATE TABLE storeAuditKey (
                id INTEGER NOT NULL PRIMARY KEY, publicKey BLOB NOT NULL, privateKey BLOB NOT NULL,
                createdAt INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE storeAuditHead (
                seq INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL,
                key INTEGER NOT NULL CONSTRAINT storeAuditHeadKey REFERENCES storeAuditKey (id)
            ) STRICT;
            """ + appendOnly(["storeAudit", "storeAuditActor", "storeAuditEvent", "storeAuditHead", "storeAuditKey"])),
        Migration(
            "2026-11-21.30-store-job-line",
            """
            DROP INDEX storeJobDue;
            CREATE INDEX storeJobLine ON storeJob (kind, priority DESC, id) WHERE state = 'queued';
            CREATE INDEX storeJobNext ON storeJob (state, kind, notBefore);
            """),
    ]

    /// Triggers that refuse to change or delete a row, and to put one anywhere but at the end of the chain.
    private static func appendOnly(_ tables: [String]) -> String {
        var sql = """

            CREATE TRIGGER storeAuditAtEnd BEFORE INSERT ON storeAudit
            WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM storeAudit)
            BEGIN SELECT RAISE(ABORT, 'storeAudit takes entries at its end only'); END;
            """
        for table in tables {
            sql += """

                CREATE TRIGGER \(table)NoUpdate BEFORE UPDATE ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(table) is never changed'); END;
                CREATE TRIGGER \(table)NoDelete BEFORE DELETE ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(table) is never deleted from'); END;
                """
        }
        return sql
    }
}
