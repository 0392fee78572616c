public import PrintQueue
public import SehatCore

/// A printer with what CUPS says of it.
public struct PrinterView: Codable, Sendable {
    public var id: ID<Printer>
    public var name: String
    public var kind: PrinterKind
    public var target: String
    public var dpi: Int
    public var hasCutter: Bool
    public var hasDrawer: Bool
    public var isActive: Bool
    public var status: PrinterStatus
    /// CUPS's keywords, such as `media-empty`.
    public var reasons: [String]
    /// CUPS's own sentence.
    public var message: String
    public var version: Int64
}

/// Every printer of the hospital.
public struct PrinterList: Codable, Sendable {
    public var items: [PrinterView]
}

/// A queue of CUPS that a printer may be made of.
public struct PrintQueueView: Codable, Sendable {
    public var name: String
    public var info: String
    /// Whether bytes go to the device as they are, as thermal printers need it.
    public var isRaw: Bool
}

/// Every queue of CUPS.
public struct PrintQueueList: Codable, Sendable {
    public var items: [PrintQueueView]
    /// What was said when CUPS could not be asked; absent when it answered. A hospital may have folder printers only.
    public var unreachable: String?
}

/// How a printer is just now.
public enum PrinterStatus: String, WireEnum {
    case ready, printing, stopped
    /// CUPS has no queue of that name.
    case missing
    /// CUPS does not answer.
    case unreachable
}
