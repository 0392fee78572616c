import SehatStore

/// The index of names: every folded word once, and which patients have it (see `NameBlock`).
enum NameIndexSchema {
    static let migrations = [
        Migration(
            "2026-11-21.95-patients-words",
            """
            -- The folded words of names, each once.
            CREATE TABLE patientsWord (
                id INTEGER PRIMARY KEY,
                text TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX patientsWordText ON patientsWord (text);

            -- By what a word is looked for (see WordKeyKind); `bit` is the word's own in signatures.
            CREATE TABLE patientsWordKey (
                kind INTEGER NOT NULL,
                key TEXT NOT NULL,
                wordID INTEGER NOT NULL CONSTRAINT patientsWordKeyWord REFERENCES patientsWord (id),
                bit INTEGER NOT NULL,
                PRIMARY KEY (kind, key, wordID)
            ) STRICT, WITHOUT ROWID;

            -- One row for each word of a patient's names. `names` holds all words of the names, so that a search compares
            -- and ranks without reading another row; `signature` has the bits of all of them, so that it turns most
            -- strangers away before that. The words are those of patientsWord, looked up when they are written.
            CREATE TABLE patientsNameWord (
                wordID INTEGER NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT patientsNameWordPatient REFERENCES patientsPatient (id),
                signature INTEGER NOT NULL,
                names BLOB NOT NULL,
                PRIMARY KEY (wordID, patientID)
            ) STRICT, WITHOUT ROWID;

            DROP TABLE patientsNameKey;
            DROP TABLE patientsSoundKey;
            -- Patients who are there already get their rows from a job, some hundred at a time.
            DELETE FROM storeJob WHERE kind = 'patients.rekey' AND state = 'queued';
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
        Migration(
            "2026-11-21.130-patients-blocks",
            """
            -- The patients who have a word, in blocks of neighbouring record numbers (see NameBlock): two bytes for each
            -- instead of a row, so that the words of a query are brought together without walking rows of patients.
            CREATE TABLE patientsNameBlock (
                id INTEGER PRIMARY KEY,
                entries BLOB NOT NULL
            ) STRICT;
            DROP TABLE patientsNameWord;
            ALTER TABLE patientsWordKey DROP COLUMN bit;
            -- Patients who are there already get their entries from a job, some hundred at a time.
            DELETE FROM storeJob WHERE kind = 'patients.rekey' AND state = 'queued';
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
        Migration(
            "2026-11-21.131-patients-loans",
            """
            -- Words in Arabic script have more keys since the letters that Arabic lacks are read; the job adds them.
            DELETE FROM storeJob WHERE kind = 'patients.rekey' AND state = 'queued';
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
        Migration(
            "2026-11-21.170-patients-compounds",
            """
            -- Words have more keys since names with the article before or inside them are read as they are spoken, and n
            -- before b and p as m; the job adds them.
            DELETE FROM storeJob WHERE kind = 'patients.rekey' AND state = 'queued';
            INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                SELECT 'patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM patientsPatient);
            """),
    ]
}
