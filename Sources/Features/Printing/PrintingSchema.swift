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
            """)
    ]

    static let violations: [String: Problem] = [
        "printingPrinter.name": .invalid("name", "printing.field.nameTaken"),
        "printingPrinterName": .invalid("name", "printing.field.nameTaken"),
        "printingRoutePlace": .stale,
    ]
}
