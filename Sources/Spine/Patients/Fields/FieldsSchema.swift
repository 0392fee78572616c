import SehatCore
import SehatStore

/// What a record says beside name, birth and the preferred telephone and address.
enum FieldsSchema {
    static let migrations = [
        Migration(
            "2026-11-21.90-patients-fields",
            """
            ALTER TABLE patientsPatient ADD COLUMN languages TEXT;
            ALTER TABLE patientsPatient ADD COLUMN occupation TEXT;
            ALTER TABLE patientsPatient ADD COLUMN religion TEXT;
            -- The day of death that stands, beside the rows that say how it is known.
            ALTER TABLE patientsPatient ADD COLUMN diedOn TEXT;
            UPDATE patientsPatient SET diedOn = (
                SELECT d.diedOn FROM patientsDeath d WHERE d.patientID = patientsPatient.id AND d.withdrawnAt IS NULL
                ORDER BY d.id DESC LIMIT 1)
            WHERE id IN (SELECT patientID FROM patientsDeath WHERE withdrawnAt IS NULL);

            -- Telephones and addresses beside the preferred ones, which stand in the record.
            CREATE TABLE patientsContactPoint (
                id INTEGER PRIMARY KEY,
                patientID INTEGER NOT NULL CONSTRAINT patientsContactPointPatient REFERENCES patientsPatient (id),
                form TEXT NOT NULL CONSTRAINT patientsContactPointForm CHECK (form IN ('phone', 'address')),
                use TEXT NOT NULL,
                value TEXT NOT NULL,
                phoneKey TEXT,
                createdAt INTEGER NOT NULL,
                createdByName TEXT NOT NULL,
                CONSTRAINT patientsContactPointKey CHECK ((form = 'phone') = (phoneKey IS NOT NULL))
            ) STRICT;
            CREATE INDEX patientsContactPointPatientID ON patientsContactPoint (patientID);
            CREATE INDEX patientsContactPointPhoneKey ON patientsContactPoint (phoneKey, patientID) WHERE phoneKey IS NOT NULL;
            """),
        Migration(
            "2026-11-21.178-patients-preferred-use",
            """
            -- What the preferred telephone and address are used for, so that it is kept when another is preferred.
            ALTER TABLE patientsPatient ADD COLUMN phoneUse TEXT;
            ALTER TABLE patientsPatient ADD COLUMN addressUse TEXT;
            """),
    ]

    static let tables: [PatientTable] = [.moving("patientsContactPoint")]
}
