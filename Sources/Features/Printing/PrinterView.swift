public import PrintQueue
import PrinterDevices
public import SehatCore
import Spooler

/// A printer with what CUPS, or the printer itself, says of it.
public struct PrinterView: Codable, Sendable {
    public var id: ID<Printer>
    public var name: String
    public var kind: PrinterKind
    public var target: String
    public var language: PrinterLanguage
    public var dpi: Int
    public var printableWidth: Int
    public var labelWidth: Int?
    public var labelHeight: Int?
    public var density: Int?
    public var hasCutter: Bool
    public var hasDrawer: Bool
    public var isActive: Bool
    public var isPaused: Bool
    public var fallbackID: ID<Printer>?
    public var failoverSeconds: Int?
    public var status: PrinterStatus
    /// Words that the pages know, such as `paperOut`; empty when nothing is wrong.
    public var reasons: [String]
    /// The device's or CUPS's own sentence.
    public var message: String
    /// How many jobs are under way at it or wait for it.
    public var openJobs: Int
    public var version: Int64

    init(_ printer: PrinterRecord, openJobs: Int, monitor: PrintMonitor) {
        (id, name, kind, target) = (printer.id, printer.name, printer.kind, printer.target)
        (language, dpi, printableWidth) = (printer.language, printer.dpi, printer.printableWidth)
        (labelWidth, labelHeight, density) = (printer.labelWidth, printer.labelHeight, printer.density)
        (hasCutter, hasDrawer) = (printer.hasCutter, printer.hasDrawer)
        (isActive, isPaused) = (printer.isActive, printer.isPaused)
        (fallbackID, failoverSeconds) = (printer.fallbackID, printer.failoverSeconds)
        (status, reasons, message) = monitor.state(of: printer)
        self.openJobs = openJobs
        version = printer.version
    }
}

extension PrintMonitor {
    /// How a printer is, why, and what was said.
    func state(of printer: PrinterRecord) -> (PrinterStatus, [String], String) {
        let (status, reasons, message) = said(of: printer)
        return printer.isPaused && status != .missing ? (.paused, reasons, message) : (status, reasons, message)
    }

    private func said(of printer: PrinterRecord) -> (PrinterStatus, [String], String) {
        switch printer.destination {
        case .folder: return (.ready, [], "")
        case .device:
            switch lanes.said(printer.id) {
            case .failure(let error): return (.stopped, [String(PrintReason.of(error).prefix { $0 != ":" })], "")
            case .success(let status) where !status.isReady: return (.stopped, [PrintReason.of(status.troubles)], "")
            case .success(let status): return (.ready, status.isPaperLow ? ["paperLow"] : [], "")
            case nil: return (.ready, [], "")
            }
        case .queue(let name):
            guard canReachSpooler else { return (.unreachable, [], "") }
            guard let queue = queue(name) else { return (.missing, [], "") }
            let status: PrinterStatus =
                switch queue.state {
                case .idle: .ready
                case .processing: PrintReason.of(queue) == nil ? .printing : .stopped
                case .stopped: .stopped
                }
            var words = PrintReason.words(queue.reasons)
            // CUPS goes on by a person's word only, also when the paper is back.
            if queue.state == .stopped, !words.contains("stopped") { words.append("stopped") }
            return (status, words.isEmpty ? PrintReason.of(queue).map { [$0] } ?? [] : words, queue.message)
        }
    }
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
    /// A person has paused it.
    case paused
    /// CUPS has no queue of that name.
    case missing
    /// CUPS does not answer.
    case unreachable
}

/// A printer that CUPS has found.
public struct FoundDevice: Codable, Sendable {
    public var uri: String
    public var info: String
    public var model: String
    /// Whether CUPS needs no driver for it.
    public var isDriverless: Bool
}

/// Every printer that CUPS has found.
public struct FoundDeviceList: Codable, Sendable {
    public var items: [FoundDevice]
    /// True when CUPS could not be asked; absent when it answered.
    public var unreachable: Bool?
}

/// What a new queue of CUPS is made of.
public struct NewPrintQueue: Codable, Sendable {
    /// Letters, digits, `-` and `_`, at most 60.
    public var name: String
    /// `ipp://`, `ipps://`, `usb://`, `socket://`, `lpd://` or `dnssd://`.
    public var device: String
    /// Absent for `everywhere` where the device speaks IPP, else `raw`.
    public var driver: PrintDriver?
    /// What people call it.
    public var info: String?

    public init(name: String, device: String, driver: PrintDriver? = nil, info: String? = nil) {
        self.name = name
        self.device = device
        self.driver = driver
        self.info = info
    }
}

/// How documents get into a device's form.
public enum PrintDriver: String, WireEnum {
    /// The printer says by IPP what it takes.
    case everywhere
    /// Bytes go to the device as they are.
    case raw
}
