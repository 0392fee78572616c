import SehatCore
import SehatStore

/// The tables of imports. A file lies in pieces in the encrypted database until its rows are patients.
enum ImportSchema {
    static let migrations = [
        Migration(
            "2026-11-21.60-patients-import",
            """
            CREATE TABLE patientsImport (
                id INTEGER PRIMARY KEY,
                fileName TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                encoding TEXT NOT NULL,
                separator TEXT NOT NULL,
                headings TEXT NOT NULL,
                sample TEXT NOT NULL,
                mapping TEXT NOT NULL,
                state TEXT NOT NULL CONSTRAINT patientsImportState CHECK (state IN (
                    'receiving', 'received', 'checking', 'checked', 'running', 'stopped', 'done', 'undoing', 'undone', 'discarded')),
                firstOffset INTEGER NOT NULL,
                nextOffset INTEGER NOT NULL,
                rows INTEGER NOT NULL,
                registered INTEGER NOT NULL,
                duplicates INTEGER NOT NULL,
                faulty INTEGER NOT NULL,
                removed INTEGER NOT NULL,
                kept INTEGER NOT NULL,
                undoneTo INTEGER NOT NULL,
                createdAt INTEGER NOT NULL,
                createdByName TEXT NOT NULL,
                endedAt INTEGER,
                version INTEGER NOT NULL
            ) STRICT;

            -- The file in UTF-8, in pieces of the same length but for the last.
            CREATE TABLE patientsImportPiece (
                importID INTEGER NOT NULL CONSTRAINT patientsImportPieceImport REFERENCES patientsImport (id),
                number INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (importID, number)
            ) STRICT, WITHOUT ROWID;

            -- The rows that became patients, so that they can be taken back.
            CREATE TABLE patientsImportRow (
                importID INTEGER NOT NULL CONSTRAINT patientsImportRowImport REFERENCES patientsImport (id),
                row INTEGER NOT NULL,
                patientID INTEGER NOT NULL,
                PRIMARY KEY (importID, row)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE patientsImportFault (
                importID INTEGER NOT NULL CONSTRAINT patientsImportFaultImport REFERENCES patientsImport (id),
                row INTEGER NOT NULL,
                position INTEGER NOT NULL,
                fault TEXT NOT NULL,
                PRIMARY KEY (importID, row, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE patientsImportProfile (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                mapping TEXT NOT NULL,
                savedAt INTEGER NOT NULL,
                savedByName TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX patientsImportProfileName ON patientsImportProfile (name);

            -- A patient who was taken back with an import: the number stays given, everything else is gone.
            ALTER TABLE patientsPatient ADD COLUMN withdrawnAt INTEGER;
            """)
    ]

    static let tables: [PatientTable] = [.staying("patientsImportRow")]
}
