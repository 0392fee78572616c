public import SehatCore
public import SehatStore

/// How a printer is, for those who watch over the machine: nothing of what it prints.
public struct PrinterState: Codable, Hashable, Sendable {
    public let name: String
    /// A queue of CUPS, a folder or `socket://host:port`.
    public let target: String
    public let status: PrinterStatus
    /// Words such as `paperOut`; empty when nothing is wrong.
    public let reasons: [String]
    public let isActive: Bool
}

extension PrintMonitor {
    /// How every printer was when it was asked last.
    public func states(in tx: ReadTx) throws -> [PrinterState] {
        try Printers.all(in: tx).map { printer in
            let (status, reasons, _) = state(of: printer)
            return PrinterState(
                name: printer.name, target: printer.target, status: status, reasons: reasons,
                isActive: printer.isActive)
        }
    }
}
