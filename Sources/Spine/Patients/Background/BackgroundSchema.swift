import SehatCore
import SehatStore

/// The tables of what is known about a patient beside the record itself: family, next of kin, consents, death.
enum BackgroundSchema {
    static let migrations = [
        Migration(
            "2026-11-21.22-patients-background",
            """
            -- What `relativeID` is to `patientID`; read from the other side it is the inverse.
            CREATE TABLE patientsRelation (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsRelationPatient REFERENCES patientsPatient (id),
                relativeID INTEGER NOT NULL CONSTRAINT patientsRelationRelative REFERENCES patientsPatient (id),
                kind TEXT NOT NULL,
                createdAt INTEGER NOT NULL,
                createdByName TEXT NOT NULL,
                CONSTRAINT patientsRelationTwo CHECK (patientID <> relativeID)
            ) STRICT;
            CREATE INDEX patientsRelationPatientID ON patientsRelation (patientID);
            CREATE INDEX patientsRelationRelativeID ON patientsRelation (relativeID);

            -- People who are no patients: whom to call.
            CREATE TABLE patientsContact (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsContactPatient REFERENCES patientsPatient (id),
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                phone TEXT,
                address TEXT,
                isNextOfKin INTEGER NOT NULL,
                createdAt INTEGER NOT NULL,
                createdByName TEXT NOT NULL
            ) STRICT;
            CREATE INDEX patientsContactPatientID ON patientsContact (patientID);

            CREATE TABLE patientsConsent (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsConsentPatient REFERENCES patientsPatient (id),
                kind TEXT NOT NULL,
                formVersion TEXT NOT NULL,
                givenBy TEXT,
                givenAt INTEGER NOT NULL,
                recordedByName TEXT NOT NULL,
                withdrawnAt INTEGER,
                withdrawnByName TEXT,
                withdrawReason TEXT,
                CONSTRAINT patientsConsentWithdrawn CHECK ((withdrawnAt IS NULL) = (withdrawReason IS NULL))
            ) STRICT;
            CREATE INDEX patientsConsentPatientID ON patientsConsent (patientID, kind, id);

            CREATE TABLE patientsDeath (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsDeathPatient REFERENCES patientsPatient (id),
                diedOn TEXT NOT NULL,
                note TEXT,
                recordedAt INTEGER NOT NULL,
                recordedByName TEXT NOT NULL,
                withdrawnAt INTEGER,
                withdrawnByName TEXT,
                withdrawReason TEXT,
                CONSTRAINT patientsDeathWithdrawn CHECK ((withdrawnAt IS NULL) = (withdrawReason IS NULL))
            ) STRICT;
            CREATE INDEX patientsDeathPatientID ON patientsDeath (patientID, id);
            """)
    ]

    static let tables: [PatientTable] = [
        .moving("patientsRelation"), .moving("patientsRelation", column: "relativeID"), .moving("patientsContact"),
        .moving("patientsConsent"), .moving("patientsDeath"),
    ]
}
