import SehatCore
import SehatStore

/// The tables of the print outbox. Documents are never changed or removed; only jobs have a life.
enum PrintQueueSchema {
    static let migrations = [
        Migration(
            "2026-11-21.1-printQueue-outbox",
            """
            CREATE TABLE printQueueDocument (
                id INTEGER PRIMARY KEY,
                kind TEXT NOT NULL,
                subjectType TEXT NOT NULL,
                subjectID TEXT NOT NULL,
                copyNumber INTEGER NOT NULL CHECK (copyNumber >= 1),
                patientID INTEGER,
                language TEXT NOT NULL,
                title TEXT NOT NULL,
                templateVersion INTEGER NOT NULL,
                body TEXT NOT NULL,
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                createdAt INTEGER NOT NULL,
                createdBy INTEGER,
                createdByName TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printQueueDocumentCopy
                ON printQueueDocument (subjectType, subjectID, kind, copyNumber);
            CREATE INDEX printQueueDocumentPatient ON printQueueDocument (patientID, id) WHERE patientID IS NOT NULL;

            CREATE TABLE printQueueJob (
                id INTEGER PRIMARY KEY,
                documentID INTEGER NOT NULL CONSTRAINT printQueueJobDocument REFERENCES printQueueDocument (id),
                documentKind TEXT NOT NULL,
                title TEXT NOT NULL,
                copyNumber INTEGER NOT NULL,
                state TEXT NOT NULL CONSTRAINT printQueueJobState CHECK (state IN
                    ('queued', 'submitted', 'printed', 'unknown', 'failed', 'held', 'cancelled')),
                reason TEXT,
                attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
                isRepeat INTEGER NOT NULL DEFAULT 0,
                jobUUID TEXT,
                spoolerJob TEXT,
                printerID INTEGER,
                stationID INTEGER,
                priority INTEGER NOT NULL DEFAULT 0,
                createdAt INTEGER NOT NULL,
                createdBy INTEGER,
                createdByName TEXT NOT NULL,
                changedAt INTEGER NOT NULL,
                submittedAt INTEGER,
                finishedAt INTEGER,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX printQueueJobByState ON printQueueJob (state, id);
            CREATE INDEX printQueueJobByDocument ON printQueueJob (documentID);
            """),
        Migration("2026-11-21.80-printQueue-spoolerRun", "ALTER TABLE printQueueJob ADD COLUMN spoolerRun TEXT"),
        Migration(
            "2026-11-21.81-printQueue-source",
            """
            ALTER TABLE printQueueDocument ADD COLUMN templateName TEXT;
            ALTER TABLE printQueueDocument ADD COLUMN templateData TEXT;
            """),
    ]

    static let violations: [String: Problem] = ["printQueueDocumentCopy": .stale]

    static let views = [
        """
        DROP TRIGGER IF EXISTS printQueueDocumentNoUpdate;
        CREATE TRIGGER printQueueDocumentNoUpdate BEFORE UPDATE OF
            id, kind, subjectType, subjectID, copyNumber, language, title, templateVersion, templateNumber, templateName,
            templateData, body, sha256, createdAt, createdBy, createdByName ON printQueueDocument
        BEGIN SELECT RAISE(ABORT, 'a printed document is never changed'); END;
        DROP TRIGGER IF EXISTS printQueueDocumentNoDelete;
        CREATE TRIGGER printQueueDocumentNoDelete BEFORE DELETE ON printQueueDocument
        BEGIN SELECT RAISE(ABORT, 'a printed document is never removed'); END;
        """
    ]
}
