import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum AlarmSchema {
    static let migrations = [
        Migration(
            "2026-11-21.111-alarms-and-messages",
            """
            CREATE TABLE alarmsAlarm (
                id INTEGER PRIMARY KEY,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                words TEXT NOT NULL,
                isEvent INTEGER NOT NULL,
                raisedAt INTEGER NOT NULL,
                clearedAt INTEGER,
                acknowledgedAt INTEGER,
                acknowledgedBy INTEGER,
                acknowledgedByName TEXT,
                note TEXT,
                toldAt INTEGER,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX alarmsAlarmLive ON alarmsAlarm (kind, subject) WHERE clearedAt IS NULL;

            CREATE TABLE alarmsMessage (
                id INTEGER PRIMARY KEY,
                alarmID INTEGER CONSTRAINT alarmsMessageAlarm REFERENCES alarmsAlarm (id),
                channel TEXT NOT NULL CONSTRAINT alarmsMessageChannel CHECK (channel IN ('email', 'sms')),
                recipient TEXT NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                state TEXT NOT NULL CONSTRAINT alarmsMessageState CHECK (state IN ('queued', 'sent', 'failed', 'withheld')),
                createdAt INTEGER NOT NULL,
                sentAt INTEGER,
                attempts INTEGER NOT NULL,
                error TEXT
            ) STRICT;
            CREATE INDEX alarmsMessageRecipient ON alarmsMessage (recipient, createdAt);
            """),
        Migration(
            "2026-11-21.180-alarms-messages-not-sent",
            """
            CREATE INDEX alarmsMessageUnsent ON alarmsMessage (createdAt) WHERE state IN ('queued', 'failed');
            CREATE INDEX alarmsMessageSent ON alarmsMessage (recipient, channel, sentAt) WHERE state = 'sent';
            """),
    ]
}
