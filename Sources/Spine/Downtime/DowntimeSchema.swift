import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum DowntimeSchema {
    static let migrations = [
        Migration(
            "2026-11-21.110-downtime-places-and-numbers",
            """
            CREATE TABLE downtimePlace (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                departmentID INTEGER CONSTRAINT downtimePlaceDepartment REFERENCES directoryDepartment (id),
                directory TEXT NOT NULL,
                language TEXT NOT NULL,
                salt BLOB NOT NULL,
                packKey BLOB NOT NULL,
                rounds INTEGER NOT NULL,
                forms INTEGER NOT NULL CONSTRAINT downtimePlaceForms CHECK (forms BETWEEN 0 AND 100),
                limitMinutes INTEGER NOT NULL,
                isActive INTEGER NOT NULL,
                madeAt INTEGER,
                fault TEXT,
                bytes INTEGER,
                createdAt INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX downtimePlaceName ON downtimePlace (name);

            CREATE TABLE downtimeNumber (
                id INTEGER PRIMARY KEY,
                kind TEXT NOT NULL CONSTRAINT downtimeNumberKind CHECK (kind IN ('patient', 'visit', 'bill', 'receipt')),
                number TEXT NOT NULL,
                year INTEGER,
                serial INTEGER NOT NULL,
                placeID INTEGER NOT NULL CONSTRAINT downtimeNumberPlace REFERENCES downtimePlace (id),
                state TEXT NOT NULL CONSTRAINT downtimeNumberState CHECK (state IN ('open', 'used', 'void')),
                reservedAt INTEGER NOT NULL,
                handedAt INTEGER,
                paperAt INTEGER,
                enteredAt INTEGER,
                enteredBy INTEGER,
                enteredByName TEXT,
                entityID INTEGER,
                reason TEXT,
                CONSTRAINT downtimeNumberUsed CHECK ((state = 'used') = (entityID IS NOT NULL AND paperAt IS NOT NULL)),
                CONSTRAINT downtimeNumberVoid CHECK ((state = 'void') = (reason IS NOT NULL)),
                CONSTRAINT downtimeNumberEnded CHECK ((state = 'open') = (enteredAt IS NULL))
            ) STRICT;
            CREATE UNIQUE INDEX downtimeNumberNumber ON downtimeNumber (number, kind);
            CREATE INDEX downtimeNumberOpen ON downtimeNumber (placeID, kind, id) WHERE state = 'open';
            CREATE INDEX downtimeNumberEntity ON downtimeNumber (entityID) WHERE entityID IS NOT NULL;
            """)
    ]

    /// What a refused row means to a person, by the name of the index or constraint.
    static let violations: [String: Problem] = [
        "downtimePlaceName": .invalid("name", "downtime.field.nameTaken"),
        "downtimePlace.name": .invalid("name", "downtime.field.nameTaken"),
    ]

    /// A number that was accounted for stays so, and none is ever forgotten.
    static let views = [
        """
        DROP TRIGGER IF EXISTS downtimeNumberEndedNoUpdate;
        CREATE TRIGGER downtimeNumberEndedNoUpdate BEFORE UPDATE ON downtimeNumber WHEN OLD.state <> 'open'
        BEGIN SELECT RAISE(ABORT, 'a number that was accounted for is never changed'); END;
        DROP TRIGGER IF EXISTS downtimeNumberNoDelete;
        CREATE TRIGGER downtimeNumberNoDelete BEFORE DELETE ON downtimeNumber
        BEGIN SELECT RAISE(ABORT, 'a reserved number is never removed'); END;
        """
    ]
}
