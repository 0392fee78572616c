import SehatCore
import SehatStore

/// The tables of merges, and the triggers that keep every row of a patient with the record that stands.
enum MergeSchema {
    static let migrations = [
        Migration(
            "2026-11-21.20-patients-merge",
            """
            CREATE TABLE patientsMerge (
                id INTEGER PRIMARY KEY,
                survivorID INTEGER NOT NULL CONSTRAINT patientsMergeSurvivor REFERENCES patientsPatient (id),
                loserID INTEGER NOT NULL CONSTRAINT patientsMergeLoser REFERENCES patientsPatient (id),
                taken TEXT NOT NULL,
                factsBefore TEXT NOT NULL,
                factsAfter TEXT NOT NULL,
                reason TEXT NOT NULL,
                mergedAt INTEGER NOT NULL,
                mergedByName TEXT NOT NULL,
                undoneAt INTEGER,
                undoneByName TEXT,
                undoReason TEXT,
                CONSTRAINT patientsMergeTwo CHECK (survivorID <> loserID),
                CONSTRAINT patientsMergeUndone CHECK ((undoneAt IS NULL) = (undoReason IS NULL))
            ) STRICT;
            CREATE INDEX patientsMergeSurvivorID ON patientsMerge (survivorID, id);
            CREATE INDEX patientsMergeLoserID ON patientsMerge (loserID, id);

            -- Which rows went over, so that exactly these come back.
            CREATE TABLE patientsMergeRow (
                mergeID INTEGER NOT NULL CONSTRAINT patientsMergeRowMerge REFERENCES patientsMerge (id),
                tableName TEXT NOT NULL,
                rowID INTEGER NOT NULL,
                PRIMARY KEY (mergeID, tableName, rowID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX patientsMergeRowOf ON patientsMergeRow (tableName, rowID);

            -- Records that were given up and the one that stands for each now.
            CREATE TABLE patientsAlias (
                patientID INTEGER PRIMARY KEY CONSTRAINT patientsAliasPatient REFERENCES patientsPatient (id),
                survivorID INTEGER NOT NULL CONSTRAINT patientsAliasSurvivor REFERENCES patientsPatient (id),
                mergeID INTEGER NOT NULL CONSTRAINT patientsAliasMerge REFERENCES patientsMerge (id),
                CONSTRAINT patientsAliasTwo CHECK (survivorID <> patientID)
            ) STRICT;
            CREATE INDEX patientsAliasSurvivorID ON patientsAlias (survivorID);

            -- What other systems are to be told, in the words of HL7.
            CREATE TABLE patientsEvent (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL CONSTRAINT patientsEventCode CHECK (code IN ('A40', 'A37')),
                patientID INTEGER NOT NULL CONSTRAINT patientsEventPatient REFERENCES patientsPatient (id),
                at INTEGER NOT NULL,
                body TEXT NOT NULL
            ) STRICT;
            """)
    ]

    /// A row may only change its patient where a recorded merge, or its undoing, says so; and no row is added to a record
    /// that was given up, however late it arrives.
    static func triggers(_ parts: [PatientPart]) -> [String] {
        parts.flatMap(\.tables).filter { $0.handling == .moves }.map { table in
            let (name, column) = (table.name, table.column)
            return """
                DROP TRIGGER IF EXISTS \(name)_\(column)_moves;
                CREATE TRIGGER \(name)_\(column)_moves BEFORE UPDATE OF \(column) ON \(name)
                WHEN NEW.\(column) IS NOT OLD.\(column) AND NOT EXISTS (
                    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
                    WHERE r.tableName = '\(name)' AND r.rowID = OLD.id AND (
                        (m.undoneAt IS NULL AND m.loserID = OLD.\(column) AND m.survivorID = NEW.\(column))
                        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.\(column) AND m.loserID = NEW.\(column))))
                BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
                DROP TRIGGER IF EXISTS \(name)_\(column)_stands;
                CREATE TRIGGER \(name)_\(column)_stands BEFORE INSERT ON \(name)
                WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.\(column))
                BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
                """
        }
    }

    static let violations: [String: Problem] = ["the patient was merged": Problem(.conflict, "patients.merged")]
}
