public import GRDB
public import PrintQueue
public import SehatCore

/// What sort of device a printer is, which decides the form a document is sent in.
public enum PrinterKind: String, WireEnum {
    /// Takes PDF through CUPS and its filters.
    case office
    /// Takes ESC/POS with our own raster through a raw queue of CUPS.
    case thermal
    /// No device: every document is written as a PDF into a folder of the server, to look at or to archive.
    case folder
}

extension PrinterKind: DatabaseValueConvertible {}

/// A printer as the hospital knows it.
public struct PrinterRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printingPrinter"

    public let id: ID<Printer>
    /// What people call it.
    public var name: String
    public var kind: PrinterKind
    /// The name of the CUPS queue, or the path of the folder.
    public var target: String
    /// Dots per inch of a thermal head.
    public var dpi: Int
    /// Whether the paper is cut after a receipt.
    public var hasCutter: Bool
    /// Whether a cash drawer hangs on it and opens with a receipt that took cash.
    public var hasDrawer: Bool
    public var isActive: Bool
    public var version: Int64
}

/// Which printer a kind of paper goes to at a counter; the most special route that fits wins.
public struct PrintRoute: Codable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printingRoute"

    public let id: ID<PrintRoute>
    /// Nil for every kind.
    public var documentKind: String?
    /// Nil for every counter.
    public var stationID: ID<Station>?
    public var printerID: ID<Printer>
}
