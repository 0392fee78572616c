import SehatStore

/// The hospital's own templates: drafts, and every version that was ever published.
enum TemplateSchema {
    static let migrations = [
        Migration(
            "2026-11-21.32-printQueue-template",
            """
            CREATE TABLE printQueueTemplate (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                number INTEGER NOT NULL CONSTRAINT printQueueTemplateNumberFromTwo CHECK (number >= 2),
                origin INTEGER,
                body TEXT NOT NULL,
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                publishedAt INTEGER NOT NULL,
                publishedBy INTEGER,
                publishedByName TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printQueueTemplateNumber ON printQueueTemplate (name, number);

            CREATE TABLE printQueueTemplateDraft (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                body TEXT NOT NULL,
                changedAt INTEGER NOT NULL,
                changedBy INTEGER,
                changedByName TEXT NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printQueueTemplateDraftName ON printQueueTemplateDraft (name);

            ALTER TABLE printQueueDocument ADD COLUMN templateNumber INTEGER;
            """),
        Migration(
            "2026-11-21.45-printQueue-pictures",
            """
            CREATE TABLE printQueuePicture (
                id INTEGER PRIMARY KEY,
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                png BLOB NOT NULL,
                width INTEGER NOT NULL CHECK (width > 0),
                height INTEGER NOT NULL CHECK (height > 0),
                addedAt INTEGER NOT NULL,
                addedBy INTEGER,
                addedByName TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printQueuePictureDigest ON printQueuePicture (sha256);

            CREATE TABLE printQueueTemplateFault (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                number INTEGER NOT NULL,
                stage TEXT NOT NULL CHECK (stage IN ('filling', 'setting')),
                words TEXT NOT NULL,
                line INTEGER NOT NULL,
                firstAt INTEGER NOT NULL,
                lastAt INTEGER NOT NULL,
                count INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printQueueTemplateFaultVersion ON printQueueTemplateFault (name, number);
            """),
        Migration(
            "2026-11-21.160-printQueue-faultCode",
            """
            ALTER TABLE printQueueTemplateFault ADD COLUMN code TEXT;
            ALTER TABLE printQueueTemplateFault ADD COLUMN params TEXT;
            """),
    ]

    static let views = [
        """
        DROP TRIGGER IF EXISTS printQueueTemplateNoUpdate;
        CREATE TRIGGER printQueueTemplateNoUpdate BEFORE UPDATE ON printQueueTemplate
        BEGIN SELECT RAISE(ABORT, 'a published template is never changed'); END;
        DROP TRIGGER IF EXISTS printQueueTemplateNoDelete;
        CREATE TRIGGER printQueueTemplateNoDelete BEFORE DELETE ON printQueueTemplate
        BEGIN SELECT RAISE(ABORT, 'a published template is never removed'); END;
        DROP TRIGGER IF EXISTS printQueuePictureNoUpdate;
        CREATE TRIGGER printQueuePictureNoUpdate BEFORE UPDATE ON printQueuePicture
        BEGIN SELECT RAISE(ABORT, 'a picture is never changed'); END;
        DROP TRIGGER IF EXISTS printQueuePictureNoDelete;
        CREATE TRIGGER printQueuePictureNoDelete BEFORE DELETE ON printQueuePicture
        BEGIN SELECT RAISE(ABORT, 'a picture is never removed: old papers show it'); END;
        """
    ]
}
