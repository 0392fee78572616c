public import Directory
public import GRDB
public import PrintQueue
import PrinterDevices
public import SehatCore

/// What sort of device a printer is, which decides the form a document is sent in.
public enum PrinterKind: String, WireEnum {
    /// Takes PDF through CUPS and its filters.
    case office
    /// Takes ESC/POS with our own raster, through a raw queue of CUPS or straight.
    case thermal
    /// Takes labels and wristbands as ZPL or TSPL with our own raster, through a raw queue of CUPS or straight.
    case label
    /// No device: every document is written as a PDF into a folder of the server, to look at or to archive.
    case folder
}

extension PrinterKind: DatabaseValueConvertible {}

/// What a printer is sent.
public enum PrinterLanguage: String, WireEnum {
    case pdf, pwg, escpos, zpl, tspl
}

extension PrinterLanguage: DatabaseValueConvertible {}

/// A printer as the hospital knows it.
public struct PrinterRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printingPrinter"

    public let id: ID<Printer>
    /// What people call it.
    public var name: String
    public var kind: PrinterKind
    /// The name of the CUPS queue, `socket://host:port` of a printer that is spoken to straight, or the path of the folder.
    public var target: String
    public var language: PrinterLanguage
    /// Dots per inch of the print head.
    public var dpi: Int
    /// Millimetres that the head can print on, from side to side.
    public var printableWidth: Int
    /// The label in millimetres; nil where the paper is a roll or sheets.
    public var labelWidth: Int?
    public var labelHeight: Int?
    /// How dark it prints, 1 to 15; nil leaves it as the printer is set.
    public var density: Int?
    /// Whether the paper is cut after a receipt.
    public var hasCutter: Bool
    /// Whether a cash drawer hangs on it and opens with a receipt that took cash.
    public var hasDrawer: Bool
    public var isActive: Bool
    /// Whether a person has paused it; its jobs wait.
    public var isPaused: Bool
    /// Taken out of the list; kept for the names of the jobs it has printed.
    public var isRemoved: Bool
    /// Where its jobs go when it has been out of order for long.
    public var fallbackID: ID<Printer>?
    /// After how many seconds; nil for never.
    public var failoverSeconds: Int?
    public var version: Int64

    /// Where its bytes go.
    enum Destination: Hashable, Sendable {
        case queue(String)
        case device(DeviceAddress, DeviceLanguage)
        case folder(String)
    }

    var destination: Destination {
        if kind == .folder { return .folder(target) }
        guard let address = DeviceAddress(uri: target), let language = DeviceLanguage(rawValue: language.rawValue)
        else { return .queue(target) }
        return .device(address, language)
    }

    /// Whether it is spoken to without CUPS.
    var isStraight: Bool {
        if case .device = destination { true } else { false }
    }

    /// Dots per millimetre of the head: 8 at 203 dpi, 7 at 180, 12 at 300.
    var dotsPerMillimetre: Int { (dpi * 10 + 127) / 254 }
}

/// Which printer a kind of paper goes to at a counter or in a department; the most special route that fits wins.
public struct PrintRoute: Codable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printingRoute"

    public let id: ID<PrintRoute>
    /// Nil for every kind.
    public var documentKind: String?
    /// Nil for every counter.
    public var stationID: ID<Station>?
    /// Nil for every department; the department of the counter decides.
    public var departmentID: ID<Department>?
    public var printerID: ID<Printer>
}
