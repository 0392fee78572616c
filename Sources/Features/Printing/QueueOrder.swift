import SehatCore
import SehatStore
import Spooler

/// A new queue of CUPS, looked through before CUPS hears of it.
struct QueueOrder: Sendable {
    let name: String
    let device: String
    let driver: SpoolerDriver
    let info: String

    private static let schemes = ["ipp", "ipps", "usb", "socket", "lpd", "dnssd", "http", "https"]

    /// - Throws: 422 naming what is wrong.
    init(_ input: NewPrintQueue) throws {
        var checks = FieldChecks()
        name = checks.line("name", input.name, limit: 60)
        let isName = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
                || byte == 0x5F
        }
        checks.expect(isName, "name", "printing.field.queue")
        let uri = checks.line("device", input.device, limit: 500)
        let scheme = uri.firstIndex(of: ":").map { String(uri[..<$0]) } ?? ""
        checks.expect(Self.schemes.contains(scheme) && uri.contains("://"), "device", "printing.field.device")
        device = uri
        let speaksIPP = scheme == "ipp" || scheme == "ipps" || scheme == "dnssd" && uri.contains("_ipp")
        let wanted = input.driver ?? (speaksIPP ? .everywhere : .raw)
        checks.expect(wanted == .raw || speaksIPP, "driver", "printing.field.driver")
        driver = wanted == .raw ? .raw : .everywhere
        info = checks.optionalLine("info", input.info, limit: 120) ?? name
        try checks.finish()
    }
}

/// Starts a stopped queue of CUPS again; the background job `printing.resume`.
struct Resuming: Sendable {
    static let jobKind = "printing.resume"

    let spooler: Spooler

    struct Order: Codable, Sendable, Hashable {
        let queue: String
    }

    /// - Throws: `JobFailure` with CUPS's words.
    func run(_ context: JobContext) async throws {
        let order = try context.payload(Order.self)
        do {
            try await Blocking.run { [spooler] in try spooler.resumeQueue(order.queue) }
        } catch let error as SpoolerError {
            if case .unreachable = error { throw JobFailure("The spooler cannot be reached: \(error.words)") }
            throw JobFailure("CUPS does not start the queue \(order.queue): \(error.words)", isFinal: true)
        }
    }
}
