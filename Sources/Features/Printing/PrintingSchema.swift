import SehatCore
import SehatStore

/// The tables of printers and routes.
enum PrintingSchema {
    static let migrations = [
        Migration(
            "2026-11-21.6-printing-printers",
            """
            CREATE TABLE printingPrinter (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                kind TEXT NOT NULL CONSTRAINT printingPrinterKind CHECK (kind IN ('office', 'thermal', 'folder')),
                target TEXT NOT NULL,
                dpi INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 600),
                hasCutter INTEGER NOT NULL,
                hasDrawer INTEGER NOT NULL,
                isActive INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX printingPrinterName ON printingPrinter (name);

            CREATE TABLE printingRoute (
                id INTEGER PRIMARY KEY,
                documentKind TEXT,
                stationID INTEGER CONSTRAINT printingRouteStation REFERENCES directoryStation (id),
                printerID INTEGER NOT NULL CONSTRAINT printingRoutePrinter REFERENCES printingPrinter (id)
            ) STRICT;
            CREATE UNIQUE INDEX printingRoutePlace
                ON printingRoute (coalesce(documentKind, ''), coalesce(stationID, 0));
            """),
        Migration(
            "2026-11-21.31-printing-profiles",
            """
            CREATE TABLE printingPrinterProfiled (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                kind TEXT NOT NULL CONSTRAINT printingPrinterKind CHECK (kind IN ('office', 'thermal', 'label', 'folder')),
                target TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('pdf', 'pwg', 'escpos', 'zpl', 'tspl')),
                dpi INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
                printableWidth INTEGER NOT NULL CHECK (printableWidth BETWEEN 10 AND 420),
                labelWidth INTEGER,
                labelHeight INTEGER,
                density INTEGER CHECK (density BETWEEN 1 AND 15),
                hasCutter INTEGER NOT NULL,
                hasDrawer INTEGER NOT NULL,
                isActive INTEGER NOT NULL,
                isPaused INTEGER NOT NULL DEFAULT 0,
                isRemoved INTEGER NOT NULL DEFAULT 0,
                fallbackID INTEGER CONSTRAINT printingPrinterFallback REFERENCES printingPrinterProfiled (id),
                failoverSeconds INTEGER CHECK (failoverSeconds >= 5),
                version INTEGER NOT NULL
            ) STRICT;
            INSERT INTO printingPrinterProfiled
                (id, name, kind, target, language, dpi, printableWidth, hasCutter, hasDrawer, isActive, version)
                SELECT id, name, kind, target, iif(kind = 'thermal', 'escpos', 'pdf'), dpi, iif(kind = 'thermal', 72, 210),
                    hasCutter, hasDrawer, isActive, version FROM printingPrinter;
            CREATE TABLE printingRoutePlaced (
                id INTEGER PRIMARY KEY,
                documentKind TEXT,
                stationID INTEGER CONSTRAINT printingRouteStation REFERENCES directoryStation (id),
                departmentID INTEGER CONSTRAINT printingRouteDepartment REFERENCES directoryDepartment (id),
                printerID INTEGER NOT NULL CONSTRAINT printingRoutePrinter REFERENCES printingPrinterProfiled (id)
            ) STRICT;
            INSERT INTO printingRoutePlaced (id, documentKind, stationID, printerID)
                SELECT id, documentKind, stationID, printerID FROM printingRoute;
            DROP TABLE printingRoute;
            DROP TABLE printingPrinter;
            ALTER TABLE printingPrinterProfiled RENAME TO printingPrinter;
            ALTER TABLE printingRoutePlaced RENAME TO printingRoute;
            CREATE UNIQUE INDEX printingPrinterName ON printingPrinter (name) WHERE NOT isRemoved;
            CREATE UNIQUE INDEX printingRoutePlace
                ON printingRoute (coalesce(documentKind, ''), coalesce(stationID, 0), coalesce(departmentID, 0));
            """),
    ]

    static let violations: [String: Problem] = [
        "printingPrinter.name": .invalid("name", "printing.field.nameTaken"),
        "printingPrinterName": .invalid("name", "printing.field.nameTaken"),
        "printingRoutePlace": .stale,
    ]
}
