import SehatCore
import SehatStore

/// The tables of Access; migrations are frozen once shipped.
enum AccessSchema {
    static let migrations = [
        Migration("2026-11-21.3-access-accounts", accounts),
        Migration("2026-11-21.4-access-sessions", sessions),
    ]

    static let violations: [String: Problem] = [
        "accessUserUsername": .usernameTaken,
        "accessRoleName": .roleNameTaken,
        "accessSession.foreignKey": .stationUnknown,
    ]

    private static let accounts = """
        CREATE TABLE accessUser (
            id INTEGER NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CONSTRAINT accessUserKind CHECK (kind IN ('person', 'program')),
            username TEXT NOT NULL,
            fullName TEXT NOT NULL,
            language TEXT NOT NULL,
            passwordHash TEXT,
            mustChangePassword INTEGER NOT NULL,
            isActive INTEGER NOT NULL,
            createdAt INTEGER NOT NULL,
            passwordChangedAt INTEGER,
            lastSignInAt INTEGER,
            version INTEGER NOT NULL,
            CONSTRAINT accessUserPassword CHECK ((kind = 'person') = (passwordHash IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX accessUserUsername ON accessUser (username);

        CREATE TABLE accessRole (
            id INTEGER NOT NULL PRIMARY KEY,
            code TEXT,
            name TEXT,
            version INTEGER NOT NULL,
            CONSTRAINT accessRoleNamed CHECK ((code IS NULL) = (name IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX accessRoleCode ON accessRole (code);
        CREATE UNIQUE INDEX accessRoleName ON accessRole (name);

        CREATE TABLE accessPermission (
            code TEXT NOT NULL PRIMARY KEY,
            isDeclared INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accessRolePermission (
            roleID INTEGER NOT NULL CONSTRAINT accessRolePermissionRole REFERENCES accessRole (id) ON DELETE CASCADE,
            permission TEXT NOT NULL CONSTRAINT accessRolePermissionCode REFERENCES accessPermission (code),
            PRIMARY KEY (roleID, permission)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accessRoleSeed (
            role TEXT NOT NULL,
            permission TEXT NOT NULL,
            PRIMARY KEY (role, permission)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accessUserRole (
            userID INTEGER NOT NULL CONSTRAINT accessUserRoleUser REFERENCES accessUser (id),
            roleID INTEGER NOT NULL CONSTRAINT accessUserRoleRole REFERENCES accessRole (id),
            PRIMARY KEY (userID, roleID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accessUserRoleByRole ON accessUserRole (roleID);
        """

    private static let sessions = """
        CREATE TABLE accessSession (
            id INTEGER NOT NULL PRIMARY KEY,
            userID INTEGER NOT NULL CONSTRAINT accessSessionUser REFERENCES accessUser (id),
            tokenHash BLOB NOT NULL CONSTRAINT accessSessionTokenLength CHECK (length(tokenHash) = 32),
            createdAt INTEGER NOT NULL,
            lastSeenAt INTEGER NOT NULL,
            expiresAt INTEGER NOT NULL,
            lockedAt INTEGER,
            endedAt INTEGER,
            endReason TEXT,
            address TEXT NOT NULL,
            userAgent TEXT NOT NULL,
            stationID INTEGER CONSTRAINT accessSessionStation REFERENCES directoryStation (id),
            CONSTRAINT accessSessionEnd CHECK ((endedAt IS NULL) = (endReason IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX accessSessionToken ON accessSession (tokenHash);
        CREATE INDEX accessSessionByUser ON accessSession (userID, address);
        CREATE INDEX accessSessionOpen ON accessSession (expiresAt) WHERE endedAt IS NULL;
        CREATE INDEX accessSessionExpiry ON accessSession (expiresAt);

        CREATE TABLE accessToken (
            id INTEGER NOT NULL PRIMARY KEY,
            userID INTEGER NOT NULL CONSTRAINT accessTokenUser REFERENCES accessUser (id),
            tokenHash BLOB NOT NULL CONSTRAINT accessTokenLength CHECK (length(tokenHash) = 32),
            createdAt INTEGER NOT NULL,
            createdBy TEXT NOT NULL,
            expiresAt INTEGER NOT NULL,
            lastUsedAt INTEGER,
            revokedAt INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX accessTokenHash ON accessToken (tokenHash);
        CREATE INDEX accessTokenByUser ON accessToken (userID);

        CREATE TABLE accessTokenPermission (
            tokenID INTEGER NOT NULL CONSTRAINT accessTokenPermissionToken REFERENCES accessToken (id),
            permission TEXT NOT NULL CONSTRAINT accessTokenPermissionCode REFERENCES accessPermission (code),
            PRIMARY KEY (tokenID, permission)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accessFailure (
            scope TEXT NOT NULL PRIMARY KEY,
            count INTEGER NOT NULL,
            lastAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accessFailureLastAt ON accessFailure (lastAt);
        """
}
