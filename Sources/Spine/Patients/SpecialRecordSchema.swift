import GRDB
import SehatCore
import SehatStore

/// The tables of patients whom nobody knows yet, of restricted records and of photos.
enum SpecialRecordSchema {
    static let migrations = [
        Migration(
            "2026-11-21.51-patients-unidentified",
            """
            -- Patients registered without a name; the name that they had meanwhile is kept for ever.
            CREATE TABLE patientsUnidentified (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsUnidentifiedPatient REFERENCES patientsPatient (id),
                number INTEGER NOT NULL,
                temporaryName TEXT NOT NULL,
                note TEXT,
                registeredAt INTEGER NOT NULL,
                registeredByName TEXT NOT NULL,
                identifiedAt INTEGER,
                identifiedByName TEXT
            ) STRICT;
            CREATE INDEX patientsUnidentifiedPatientID ON patientsUnidentified (patientID, id);
            CREATE INDEX patientsUnidentifiedOpen ON patientsUnidentified (id) WHERE identifiedAt IS NULL;
            """),
        Migration(
            "2026-11-21.52-patients-restricted",
            """
            ALTER TABLE patientsPatient ADD COLUMN isRestricted INTEGER NOT NULL DEFAULT 0;

            -- Restricted records that were opened for a reason, and until when the person may open them again.
            CREATE TABLE patientsBreakGlass (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsBreakGlassPatient REFERENCES patientsPatient (id),
                userID INTEGER NOT NULL,
                userName TEXT NOT NULL,
                reason TEXT NOT NULL,
                at INTEGER NOT NULL,
                until INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX patientsBreakGlassPatientID ON patientsBreakGlass (patientID, userID, until);
            """),
    ]

    static let tables: [PatientTable] = [.moving("patientsUnidentified"), .moving("patientsBreakGlass")]
}
