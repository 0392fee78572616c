import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum ExampleSchema {
    static let migrations = [
        Migration(
            "2026-01-01.1-example-entry",
            """
            CREATE TABLE exampleEntry (
                id INTEGER PRIMARY KEY,
                day TEXT NOT NULL,
                text TEXT NOT NULL CONSTRAINT exampleEntryText CHECK (text <> ''),
                madeAt INTEGER NOT NULL,
                madeBy INTEGER,
                madeByName TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX exampleEntryDayText ON exampleEntry (day, text);
            """)
    ]

    /// What a refused row means to a person, by the name of the index or constraint.
    static let violations: [String: Problem] = [
        "exampleEntryDayText": .exampleEntryTwice
    ]
}
