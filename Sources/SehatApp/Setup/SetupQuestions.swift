import Foundation
import Printing
import SehatCore
import Spooler

/// The questions of `sehat setup` at the terminal; each has an answer that Enter takes.
struct SetupQuestions {
    /// Shows a question and takes the line that is typed; nil when the input has ended.
    let ask: (String) -> String?
    /// The names of the queues that CUPS has.
    let queues: [String]

    /// - Throws: `CommandFailure` when the input ends before the last answer.
    func plan() throws -> SetupPlan {
        var plan = SetupPlan(hospital: HospitalAnswers())
        plan.hospital = try hospital()
        plan.administrator.username = try answer("User name of the first administrator", "admin")
        let hosts = try answer("Names and addresses of this server, with spaces between", Self.ownName)
        plan.server.hosts = hosts.split(separator: " ").map(String.init)
        plan.printer = try printers()
        let folder = try answer("Where backups are written; another disk is better", "/var/lib/sehat/backups")
        if folder != "/var/lib/sehat/backups" { plan.backup.directory = folder }
        plan.backup.time = try answer("Time of the nightly backup", "02:00")
        return plan
    }

    private func hospital() throws -> HospitalAnswers {
        var hospital = HospitalAnswers()
        hospital.name = try repeated("Name of the hospital in English") { $0.isEmpty ? "A name is needed." : nil }
        hospital.nameUr = try optional("Its name in Urdu, if any")
        hospital.nameHi = try optional("Its name in Hindi, if any")
        hospital.nameAr = try optional("Its name in Arabic, if any")
        hospital.address = try optional("Address")
        hospital.phone = try optional("Telephone")
        hospital.language = try repeated("Language of papers: en, ur, hi, ar", "ur") {
            Language(rawValue: $0) == nil ? "One of en, ur, hi, ar." : nil
        }
        hospital.currency = try repeated("Currency: PKR, INR, AED, SAR, QAR, OMR, KWD, BHD, USD", "PKR") {
            Currency(code: $0.uppercased()) == nil ? "Sehat has no such currency." : nil
        }
        let zone = hospital.currency.uppercased() == "INR" ? "Asia/Kolkata" : "Asia/Karachi"
        hospital.timeZone = try repeated("Time zone", zone) {
            TimeZone(identifier: $0) == nil ? "There is no such time zone." : nil
        }
        return hospital
    }

    /// A counter's printer for each queue that shall have one.
    private func printers() throws -> [SetupPlan.Printer] {
        try queues.compactMap { queue in
            let kind = try repeated("Printer queue \"\(queue)\": thermal, office, or none", "none") {
                ["thermal", "office", "none"].contains($0) ? nil : "One of thermal, office, none."
            }
            guard let kind = PrinterKind(rawValue: kind) else { return nil }
            let papers = kind == .thermal ? ["receipt", "tokenSlip"] : ["bill"]
            return SetupPlan.Printer(name: queue, kind: kind, target: queue, dpi: nil, papers: papers)
        }
    }

    private func answer(_ question: String, _ usual: String = "") throws -> String {
        let shown = usual.isEmpty ? "\(question): " : "\(question) [\(usual)]: "
        guard let typed = ask(shown) else {
            throw CommandFailure("The input ended before the last question; nothing was made.", exitCode: .usage)
        }
        let clean = InputText.line(typed)
        return clean.isEmpty ? usual : clean
    }

    private func optional(_ question: String) throws -> String? {
        let text = try answer(question)
        return text.isEmpty ? nil : text
    }

    /// Asks again until `fault` has nothing to say.
    private func repeated(_ question: String, _ usual: String = "", fault: (String) -> String?) throws -> String {
        var note = ""
        while true {
            let text = try answer(note + question, usual)
            guard let words = fault(text) else { return text }
            note = words + " "
        }
    }

    private static var ownName: String { ProcessInfo.processInfo.hostName }
}
