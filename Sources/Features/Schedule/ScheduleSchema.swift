import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum ScheduleSchema {
    static let migrations = [
        Migration(
            "2026-11-21.70-schedule-task",
            """
            CREATE TABLE scheduleTask (
                name TEXT PRIMARY KEY,
                timetable TEXT,
                isActive INTEGER NOT NULL CONSTRAINT scheduleTaskIsActive CHECK (isActive IN (0, 1)),
                doneUntil INTEGER NOT NULL,
                retryAt INTEGER,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE scheduleRun (
                id INTEGER PRIMARY KEY,
                task TEXT NOT NULL,
                state TEXT NOT NULL CONSTRAINT scheduleRunState CHECK (state IN ('running', 'done', 'failed', 'interrupted')),
                dueAt INTEGER NOT NULL,
                startedAt INTEGER NOT NULL,
                endedAt INTEGER,
                missed INTEGER NOT NULL,
                words TEXT NOT NULL,
                startedBy TEXT NOT NULL
            ) STRICT;
            CREATE INDEX scheduleRunTask ON scheduleRun (task, id);
            CREATE INDEX scheduleRunRunning ON scheduleRun (id) WHERE state = 'running';
            """),
        Migration(
            "2026-11-21.100-schedule-outcome",
            """
            ALTER TABLE scheduleRun ADD COLUMN key TEXT;
            ALTER TABLE scheduleRun ADD COLUMN params TEXT;
            """),
    ]
}
