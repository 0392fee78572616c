import SehatCore
import SehatStore

/// The tables of the module, as migrations that are never edited once shipped.
enum DirectorySchema {
    static let migrations = [
        Migration(
            "2026-11-21.1-directory-places-people-services",
            """
            CREATE TABLE directoryDepartment (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL,
                name TEXT NOT NULL,
                tokenLetters TEXT NOT NULL,
                room TEXT,
                isActive INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX directoryDepartmentCode ON directoryDepartment (code);
            CREATE UNIQUE INDEX directoryDepartmentTokenLetters ON directoryDepartment (tokenLetters);

            CREATE TABLE directoryPractitioner (
                id INTEGER PRIMARY KEY,
                departmentID INTEGER NOT NULL
                    CONSTRAINT directoryPractitionerDepartment REFERENCES directoryDepartment (id),
                name TEXT NOT NULL,
                specialty TEXT,
                registrationNumber TEXT,
                tokenLetters TEXT NOT NULL,
                room TEXT,
                isActive INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX directoryPractitionerDepartmentID ON directoryPractitioner (departmentID);
            CREATE UNIQUE INDEX directoryPractitionerTokenLetters ON directoryPractitioner (tokenLetters);

            CREATE TABLE directoryStation (
                id INTEGER PRIMARY KEY,
                number INTEGER NOT NULL CONSTRAINT directoryStationNumberRange CHECK (number BETWEEN 1 AND 9999),
                name TEXT NOT NULL,
                departmentID INTEGER CONSTRAINT directoryStationDepartment REFERENCES directoryDepartment (id),
                printers TEXT NOT NULL,
                isActive INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX directoryStationNumber ON directoryStation (number);
            CREATE INDEX directoryStationDepartmentID ON directoryStation (departmentID);

            CREATE TABLE directoryService (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL,
                name TEXT NOT NULL,
                departmentID INTEGER CONSTRAINT directoryServiceDepartment REFERENCES directoryDepartment (id),
                isActive INTEGER NOT NULL,
                searchText TEXT NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX directoryServiceCode ON directoryService (code);
            CREATE INDEX directoryServiceDepartmentID ON directoryService (departmentID, code);

            -- The price in force on a day is the row with the latest `fromDay` not after it.
            CREATE TABLE directoryPrice (
                id INTEGER PRIMARY KEY,
                serviceID INTEGER NOT NULL CONSTRAINT directoryPriceService REFERENCES directoryService (id),
                fromDay TEXT NOT NULL,
                amount INTEGER NOT NULL CONSTRAINT directoryPriceAmount CHECK (amount >= 0),
                setAt INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX directoryPriceServiceDay ON directoryPrice (serviceID, fromDay);
            """),
        // Which printer takes which paper at a station is said by the routes of Printing alone.
        Migration(
            "2026-11-21.8-directory-station-printers", "ALTER TABLE directoryStation DROP COLUMN printers;"),
    ]

    static let violations: [String: Problem] = [
        "directoryDepartmentCode": .departmentCodeTaken,
        "directoryDepartmentTokenLetters": .tokenLettersTaken,
        "directoryPractitionerTokenLetters": .tokenLettersTaken,
        "directoryStationNumber": .stationNumberTaken,
        "directoryServiceCode": .serviceCodeTaken,
    ]
}
