import PrinterDevices
import Spooler

/// Why a paper is not out yet: a stable word that the pages say in their language, then perhaps what the device said.
enum PrintReason {
    /// What a printer that is spoken to straight lacks; the gravest first.
    static func of(_ troubles: Set<DeviceTrouble>) -> String {
        let gravest: [DeviceTrouble] = [
            .coverOpen, .paperOut, .paperJam, .ribbonOut, .cutterError, .headHot, .paused, .offline, .error,
        ]
        return gravest.first(where: troubles.contains).map(word) ?? "trouble"
    }

    static func of(_ error: DeviceError) -> String {
        switch error {
        case .unreachable(let words): "printerOff: \(words)"
        case .silent: "silent"
        case .notReady(let troubles): of(troubles)
        case .interrupted(let words): "interrupted: \(words)"
        case .unconfirmed(let troubles): troubles.isEmpty ? "unconfirmed" : of(troubles)
        }
    }

    static func of(_ error: SpoolerError) -> String {
        switch error {
        case .noQueue(let name): "noQueue: \(name)"
        case .refused(let words), .forbidden(let words): "refused: \(words)"
        case .interrupted(let words): "interrupted: \(words)"
        case .unreachable(let words): "offline: \(words)"
        case .notFound, .notPossible: "refused"
        }
    }

    /// What CUPS says of a queue that keeps it from printing; nil when nothing does.
    ///
    /// States and keywords come first: those of the queue, of the printer as the job's backend sees it, and of the job.
    /// CUPS 2.4 has none for a printer that its backends (socket, ipp, lpd, usb) cannot reach: they take
    /// `connecting-to-device` back before they have connected and say so in a sentence only, in the language of the job; our
    /// jobs are always English, whatever the server's language is.
    static func of(_ queue: SpoolerQueue, job: SpoolerJobStatus? = nil) -> String? {
        let words = words(queue.reasons + (job?.printerReasons ?? []))
        if let word = words.first(where: { !["tonerLow", "paperLow"].contains($0) }) { return word }
        if let word = job?.reasons.lazy.compactMap({ jobWords[$0] }).first { return word }
        if queue.state == .stopped { return "stopped" }
        if !queue.isAccepting { return "notAccepting" }
        let sentences = [job?.message ?? "", queue.message].map { $0.lowercased() }
        return sentences.contains { sentence in absences.contains(where: sentence.contains) } ? "printerOff" : nil
    }

    private static let absences = [
        "may not exist", "not connected", "unreachable", "is unavailable", "unable to connect", "printer is busy",
        "waiting for printer to become available", "unable to locate printer", "not responding", "did not respond",
        "is in use",
    ]

    /// Keywords of jobs (RFC 8011, 5.3.8, and PWG 5100.11) that keep a paper from its printer.
    private static let jobWords = [
        "printer-stopped": "stopped", "printer-stopped-partly": "stopped", "resources-are-not-ready": "trouble",
        "job-password-wait": "atPrinter", "job-release-wait": "atPrinter", "job-held-for-authentication": "atPrinter",
        "cups-held-for-authentication": "atPrinter", "account-info-needed": "atPrinter",
        "account-authorization-failed": "atPrinter", "account-closed": "atPrinter",
        "account-limit-reached": "atPrinter",
    ]

    /// The printer's keywords (RFC 8011, 5.4.12, and PWG 5100.9) as words of ours, without their grades.
    static func words(_ keywords: [String]) -> [String] {
        var result: [String] = []
        for keyword in keywords {
            var bare = Substring(keyword)
            for grade in ["-error", "-warning", "-report"] where bare.hasSuffix(grade) {
                bare = bare.dropLast(grade.count)
            }
            let word = known[String(bare)] ?? (bare.hasPrefix("cups-") || bare.hasSuffix("-missing") ? nil : "trouble")
            if let word, !result.contains(word) { result.append(word) }
        }
        return result
    }

    private static let known = [
        "media-empty": "paperOut", "media-needed": "paperOut", "input-tray-missing": "paperOut",
        "media-jam": "paperJam",
        "media-low": "paperLow", "cover-open": "coverOpen", "door-open": "coverOpen", "interlock-open": "coverOpen",
        "toner-empty": "tonerOut", "marker-supply-empty": "tonerOut", "toner-low": "tonerLow",
        "marker-supply-low": "tonerLow", "offline": "printerOff", "connecting-to-device": "printerOff",
        "timed-out": "printerOff", "shutdown": "printerOff", "device-missing": "printerOff", "paused": "stopped",
        "moving-to-paused": "stopped",
    ]

    private static func word(_ trouble: DeviceTrouble) -> String {
        switch trouble {
        case .paperOut: "paperOut"
        case .coverOpen: "coverOpen"
        case .paperJam: "paperJam"
        case .ribbonOut: "ribbonOut"
        case .cutterError: "cutterError"
        case .headHot: "headHot"
        case .paused: "stopped"
        case .offline: "printerOff"
        case .error: "trouble"
        }
    }
}
