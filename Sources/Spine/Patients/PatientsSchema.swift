import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum PatientsSchema {
    static let migrations = [
        Migration(
            "2026-11-21.2-patients-patient",
            """
            CREATE TABLE patientsPatient (
                id INTEGER PRIMARY KEY,
                mrn TEXT NOT NULL,
                name TEXT NOT NULL,
                otherName TEXT,
                sex TEXT NOT NULL CONSTRAINT patientsPatientSex CHECK (sex IN ('male', 'female', 'other', 'unknown')),
                birthDate TEXT,
                birthDateEstimated INTEGER NOT NULL,
                phone TEXT,
                hasNoPhone INTEGER NOT NULL,
                phoneKey TEXT,
                guardianRelation TEXT,
                guardianName TEXT,
                address TEXT,
                language TEXT,
                nameKeys TEXT NOT NULL,
                reasonForNew TEXT,
                createdAt INTEGER NOT NULL,
                updatedAt INTEGER NOT NULL,
                version INTEGER NOT NULL,
                CONSTRAINT patientsPatientPhone CHECK (phone IS NULL OR hasNoPhone = 0)
            ) STRICT;
            CREATE UNIQUE INDEX patientsPatientMRN ON patientsPatient (mrn);
            CREATE INDEX patientsPatientPhoneKey ON patientsPatient (phoneKey) WHERE phoneKey IS NOT NULL;

            CREATE TABLE patientsIdentifier (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsIdentifierPatient REFERENCES patientsPatient (id),
                type TEXT NOT NULL,
                value TEXT NOT NULL,
                searchKey TEXT NOT NULL,
                uniqueKey TEXT
            ) STRICT;
            CREATE INDEX patientsIdentifierPatientID ON patientsIdentifier (patientID);
            CREATE INDEX patientsIdentifierSearchKey ON patientsIdentifier (searchKey, patientID);
            CREATE UNIQUE INDEX patientsIdentifierUnique ON patientsIdentifier (uniqueKey) WHERE uniqueKey IS NOT NULL;

            -- One row for each folded word of a patient's names; `signature` covers all words of the patient.
            CREATE TABLE patientsNameKey (
                key TEXT NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT patientsNameKeyPatient REFERENCES patientsPatient (id),
                script TEXT NOT NULL,
                signature INTEGER NOT NULL,
                PRIMARY KEY (key, patientID)
            ) STRICT, WITHOUT ROWID;

            -- Birth year and telling words of a name, for finding a person who is registered again.
            CREATE TABLE patientsMatchKey (
                key TEXT NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT patientsMatchKeyPatient REFERENCES patientsPatient (id),
                PRIMARY KEY (key, patientID)
            ) STRICT, WITHOUT ROWID;
            """),
        Migration(
            "2026-11-21.8-patients-sounds",
            """
            -- One row for each skeleton of a patient's names; `signature` has a bit for every skeleton of the patient.
            CREATE TABLE patientsSoundKey (
                key TEXT NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT patientsSoundKeyPatient REFERENCES patientsPatient (id),
                signature INTEGER NOT NULL,
                PRIMARY KEY (key, patientID)
            ) STRICT, WITHOUT ROWID;

            -- Patients who are there already get these keys from a job, some hundred at a time; so do they the keys by
            -- which somebody registered twice is found, which are now made of skeletons.
            DELETE FROM patientsMatchKey;
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
        Migration(
            "2026-11-21.33-patients-sounds-anew",
            """
            -- The sounds of Arabic spellings, of the article after Abd and of some names are read in another way since.
            DELETE FROM patientsSoundKey;
            DELETE FROM patientsMatchKey;
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
        Migration(
            "2026-11-21.55-patients-keys-narrow",
            """
            -- A word tells its script by itself, and 31 bits of which a name sets a few turn away strangers as well as 62:
            -- what is kept for finding patients takes a quarter less room.
            ALTER TABLE patientsNameKey DROP COLUMN script;
            UPDATE patientsSoundKey SET signature = (signature & 2147483647) | (signature >> 31);
            """),
    ]

    static let violations: [String: Problem] = [
        "patientsIdentifierUnique": .identifierTaken
    ]
}
