import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum EncountersSchema {
    static let migrations = [
        Migration(
            "2026-11-21.3-encounters-visits-queues-tokens",
            """
            CREATE TABLE encountersEncounter (
                id INTEGER PRIMARY KEY,
                number TEXT NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT encountersEncounterPatient REFERENCES patientsPatient (id),
                departmentID INTEGER NOT NULL
                    CONSTRAINT encountersEncounterDepartment REFERENCES directoryDepartment (id),
                practitionerID INTEGER
                    CONSTRAINT encountersEncounterPractitioner REFERENCES directoryPractitioner (id),
                kind TEXT NOT NULL,
                status TEXT NOT NULL CONSTRAINT encountersEncounterStatus
                    CHECK (status IN ('open', 'inProgress', 'finished', 'cancelled', 'leftUnseen')),
                day TEXT NOT NULL,
                startedAt INTEGER NOT NULL,
                endedAt INTEGER,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX encountersEncounterNumber ON encountersEncounter (number);
            CREATE INDEX encountersEncounterDay ON encountersEncounter (day, id);
            CREATE INDEX encountersEncounterPatientID ON encountersEncounter (patientID, id);

            CREATE TABLE encountersQueue (
                id INTEGER PRIMARY KEY,
                day TEXT NOT NULL,
                departmentID INTEGER NOT NULL CONSTRAINT encountersQueueDepartment REFERENCES directoryDepartment (id),
                practitionerID INTEGER CONSTRAINT encountersQueuePractitioner REFERENCES directoryPractitioner (id),
                letters TEXT NOT NULL,
                room TEXT,
                lastSequence INTEGER NOT NULL,
                lastPosition INTEGER NOT NULL,
                normalCalls INTEGER NOT NULL,
                calledTokens INTEGER NOT NULL,
                firstCallAt INTEGER,
                lastCallAt INTEGER
            ) STRICT;
            CREATE UNIQUE INDEX encountersQueueOfDay
                ON encountersQueue (day, departmentID, ifnull(practitionerID, 0));

            CREATE TABLE encountersToken (
                id INTEGER PRIMARY KEY,
                encounterID INTEGER NOT NULL CONSTRAINT encountersTokenEncounter REFERENCES encountersEncounter (id),
                queueID INTEGER NOT NULL CONSTRAINT encountersTokenQueue REFERENCES encountersQueue (id),
                patientID INTEGER NOT NULL CONSTRAINT encountersTokenPatient REFERENCES patientsPatient (id),
                day TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                label TEXT NOT NULL,
                state TEXT NOT NULL CONSTRAINT encountersTokenState CHECK (state IN
                    ('waiting', 'called', 'serving', 'done', 'skipped', 'cancelled', 'leftUnseen')),
                priority TEXT NOT NULL,
                position INTEGER NOT NULL,
                room TEXT,
                servingRoom TEXT,
                calls INTEGER NOT NULL,
                issuedAt INTEGER NOT NULL,
                calledAt INTEGER,
                servedAt INTEGER,
                endedAt INTEGER,
                reason TEXT,
                version INTEGER NOT NULL,
                CONSTRAINT encountersTokenServing CHECK ((state = 'serving') = (servingRoom IS NOT NULL))
            ) STRICT;
            CREATE UNIQUE INDEX encountersTokenSequence ON encountersToken (queueID, sequence);
            CREATE INDEX encountersTokenEncounterID ON encountersToken (encounterID);
            CREATE INDEX encountersTokenLine ON encountersToken (queueID, state, position, priority);
            CREATE INDEX encountersTokenPatientID ON encountersToken (patientID, day);
            CREATE INDEX encountersTokenLive ON encountersToken (day)
                WHERE state IN ('waiting', 'called', 'serving', 'skipped');
            CREATE UNIQUE INDEX encountersTokenRoom ON encountersToken (day, servingRoom)
                WHERE servingRoom IS NOT NULL;
            """)
    ]

    static let violations: [String: Problem] = [
        "encountersTokenRoom": Problem(.conflict, "encounters.room.busy")
    ]
}
