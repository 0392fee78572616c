public import Patients
import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum IdentificationSchema {
    static let migrations = [
        Migration(
            "2026-11-21.91-identification-papers",
            """
            -- Photos, remade from what was brought. The newest that was not removed is shown; of a removed one nothing is kept
            -- but that it was there.
            CREATE TABLE identificationPhoto (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT identificationPhotoPatient REFERENCES patientsPatient (id),
                source TEXT NOT NULL CONSTRAINT identificationPhotoSource CHECK (source IN ('camera', 'file')),
                width INTEGER NOT NULL,
                height INTEGER NOT NULL,
                sha256 TEXT NOT NULL,
                body BLOB,
                paperBody BLOB,
                takenAt INTEGER NOT NULL,
                takenByName TEXT NOT NULL,
                removedAt INTEGER,
                removedByName TEXT,
                CONSTRAINT identificationPhotoGone CHECK ((body IS NULL) = (removedAt IS NOT NULL))
            ) STRICT;
            CREATE INDEX identificationPhotoPatientID ON identificationPhoto (patientID, id);

            -- Every wristband and card that was issued, with what its code says.
            CREATE TABLE identificationIssue (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT identificationIssuePatient REFERENCES patientsPatient (id),
                kind TEXT NOT NULL CONSTRAINT identificationIssueKind CHECK (kind IN ('wristband', 'card')),
                number INTEGER NOT NULL,
                gsrn TEXT,
                reason TEXT,
                documentID INTEGER NOT NULL,
                issuedAt INTEGER NOT NULL,
                issuedByName TEXT NOT NULL,
                CONSTRAINT identificationIssueAgain CHECK (number = 1 OR reason IS NOT NULL)
            ) STRICT;
            CREATE INDEX identificationIssuePatientID ON identificationIssue (patientID, kind, number);
            """)
    ]
}

/// What the module holds about patients.
public enum IdentificationPatientPart {
    /// Photos and issues go over in a merge and come back; nothing of them stands in its way.
    public static let part = PatientPart(
        tables: [.moving("identificationPhoto"), .moving("identificationIssue")], history: Photos.history)
}
