import Documents
import Foundation
import PrintQueue
import PrinterDevices
import Printing
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The queue of prints as a clerk has it: every state in words, and every step by mouse and by keyboard, in a real Chromium
/// before the real server, with printers that are what they say.
@Suite(.serialized) struct PrintQueuePageTests {
    /// A paper of each state, held by a printer that is off, one with its cover open, and one that is paused.
    private struct Ground {
        let hospital: Hospital
        let username: String
        let printers: [String: ID<Printer>]

        static func make(_ devices: [String: SimulatedDevice], _ language: Language) async throws -> Ground {
            let hospital = try await Hospital.open(isPlain: false)
            let printers = try await hospital.store.write(as: .system("test")) { tx in
                var made: [String: ID<Printer>] = [:]
                for (name, device) in devices.sorted(by: { $0.key < $1.key }) {
                    made[name] = try Printers.add(.init(name: name, kind: .thermal, target: device.uri), in: tx).id
                }
                for name in ["Off", "Open", "Paused"] { _ = try submit("Q-\(name)", .receipt, made[name], in: tx) }
                if let paused = made["Paused"] { _ = try Printers.pause(paused, true, why: "new roll", in: tx) }
                let failed = try submit("Q-Failed", .receipt, made["Good"], in: tx)
                try PrintQueue.markFailed(failed, reason: "noQueue: counter", in: tx)
                for (title, kind) in [("Q-Twin", DocumentKind.wristband), ("Q-Out", .wristband)] {
                    let twin = try submit(title, kind, made["Good"], in: tx)
                    if let printer = made["Good"] {
                        try PrintQueue.markSubmitted(twin, uuid: title, printer: printer, in: tx)
                    }
                    try PrintQueue.markUnknown(twin, reason: "aborted", in: tx)
                    try PrintQueue.resolveUnknown(twin, in: tx)
                }
                return made
            }
            let username = try await hospital.user(
                roles: ["registration", "cashier", "supervisor"], language: language)
            hospital.close()
            return Ground(hospital: hospital, username: username, printers: printers)
        }

        private static func submit(
            _ title: String, _ kind: DocumentKind, _ printer: ID<Printer>?, in tx: Tx
        ) throws -> ID<PrintJob> {
            let document = PrintDocument(
                kind: kind, language: .ur, paper: .thermal80, title: title,
                blocks: [.paragraph([.name("محمد عثمان چوہدری")]), .qrCode(QRCodeBlock(title))])
            let request = PrintRequest(document: document, subject: PrintSubject(type: "test", id: title))
            return try PrintQueue.submit(request, printer: printer, in: tx).jobID
        }
    }

    /// A person before the page.
    private struct Desk: Sendable {
        let page: Page
        let language: Language
        let address: String

        func signIn(_ username: String) async throws {
            try await page.go(to: address)
            try await page.wait(for: "document.activeElement?.matches('dialog.signin input')")
            // Drawn whole: a key pressed while the page is still being laid out would be lost.
            try await page.picture("printing-\(language.rawValue)-0-signin")
            try await page.type(username)
            try await page.press("Enter")
            try await page.type(Hospital.password)
            try await page.press("Enter")
            try await page.wait(for: "!document.querySelector('dialog.signin') && \(Self.row("Q-Twin"))")
        }

        /// The page anew, with the keyboard at its beginning.
        func open() async throws {
            try await page.go(to: address)
            try await page.wait(for: "\(Self.row("Q-Twin")) && \(Self.chip("Good"))")
        }

        /// The row of a paper.
        static func row(_ title: String) -> String {
            "[...document.querySelectorAll('tbody tr')].find(row => row.innerText.includes('\(title)'))"
        }

        static func chip(_ name: String) -> String {
            "[...document.querySelectorAll('.printer-chip')].find(chip => chip.innerText.includes('\(name)'))"
        }

        func words(_ key: String) throws -> String {
            let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
                .appending(
                    path:
                        "Sources/WebInterface/i18n/\(language.rawValue)/\(key.hasPrefix("printing") ? "printing" : "shell").json"
                )
            let all = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
            return try #require(all[key].text)
        }

        /// Looks at the page until the row of a paper says something.
        func sees(_ title: String, _ key: String) async throws {
            let wanted = "\(Self.row(title)).innerText.includes(\(try quoted(try words(key))))"
            for _ in 0..<8 {
                if (try? await page.wait(for: wanted, seconds: 4)) != nil { return }
                try await open()
            }
            try await page.wait(for: wanted, seconds: 4)
        }

        func quoted(_ text: String) throws -> String {
            String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        }

        /// Opens the menu of a row with the mouse and takes an entry with it.
        func click(_ title: String, _ key: String) async throws {
            try await page.click("\(Self.row(title)).querySelector('.menu-cell button')")
            let entry = try entry(key)
            try await page.wait(for: entry)
            try await page.click(entry)
        }

        /// The same with keys alone.
        func press(_ title: String, _ key: String) async throws {
            try await page.press(
                "Tab", until: "\(Self.row(title)).querySelector('.menu-cell').contains(document.activeElement)",
                limit: 80)
            try await page.press("Enter")
            try await page.wait(for: "document.querySelector('.popup.menu')?.contains(document.activeElement)")
            try await page.press("ArrowDown", until: "document.activeElement === \(try entry(key))")
            try await page.press("Enter")
        }

        func entry(_ key: String) throws -> String {
            "[...document.querySelectorAll('.popup.menu .menu-item')].find(item => item.innerText.trim() === \(try quoted(try words(key))))"
        }

        /// The button of a dialog that says so.
        func answer(_ key: String) throws -> String {
            "[...document.querySelectorAll('dialog[open] .dialog-actions button')].find(item => item.innerText.includes(\(try quoted(try words(key)))))"
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: [Language.en, .ur])
    func aClerkReadsEachStateAndTakesEachWayOut(_ language: Language) async throws {
        let devices = try ["Good", "Off", "Open", "Paused"].reduce(into: [String: SimulatedDevice]()) {
            $0[$1] = try SimulatedDevice(.escpos)
        }
        devices["Off"]?.turn(isOn: false)
        devices["Open"]?.change { $0.coverOpen = true }
        let ground = try await Ground.make(devices, language)
        defer { ground.hospital.remove() }
        let server = try await ServerProcess.start(
            data: ground.hospital.directory.url, options: ["--cups-server", "127.0.0.1:9"])
        try await Browser.page(trusting: try await CounterGround.trust(server.url)) { page in
            let desk = Desk(page: page, language: language, address: "\(server.url)/printing")
            try await desk.signIn(ground.username)
            try await Self.states(desk)
            try await Self.byMouse(desk, devices)
            try await Self.byKeyboard(desk, devices)
        }
        #expect(await server.stop() == 0)
        let counts = "SELECT count(*) FROM printQueueJob WHERE state = "
        let hospital = try await Hospital.open(at: ground.hospital.directory.url, key: ground.hospital.key)
        defer { hospital.close() }
        #expect(try await hospital.count(counts + "'printed'") == 5)
        #expect(try await hospital.count(counts + "'cancelled'") == 1)
    }

    private static func states(_ desk: Desk) async throws {
        try await desk.sees("Q-Off", "shell.print.reason.printerOff")
        try await desk.sees("Q-Open", "shell.print.reason.coverOpen")
        try await desk.sees("Q-Paused", "shell.print.reason.paused")
        try await desk.sees("Q-Failed", "shell.print.reason.noQueue")
        try await desk.sees("Q-Twin", "shell.print.reason.twinHeld")
        try await desk.page.wait(
            for:
                "\(Desk.chip("Open"))?.innerText.includes(\(try desk.quoted(try desk.words("shell.print.reason.coverOpen"))))"
        )
        try await desk.page.picture("printing-\(desk.language.rawValue)-1-states")
    }

    private static func byMouse(_ desk: Desk, _ devices: [String: SimulatedDevice]) async throws {
        let page = desk.page
        // It goes to a printer that works, and comes out there.
        try await desk.click("Q-Off", "printing.redirect")
        try await page.wait(for: "document.querySelector('dialog[open] select')")
        try await page.picture("printing-\(desk.language.rawValue)-2-redirect")
        try await page.value(
            """
            (() => { const box = document.querySelector('dialog[open] select');
            box.value = [...box.options].find(option => (option.label || option.text).includes('Good')).value;
            box.dispatchEvent(new Event('change', {bubbles: true})); })()
            """)
        try await page.click(try desk.answer("printing.redirect.send"))
        try await desk.sees("Q-Off", "shell.print.printed")
        // What has failed is printed again.
        try await desk.click("Q-Failed", "printing.retry")
        try await desk.sees("Q-Failed", "shell.print.printed")
        // A band that may be out is not printed again without a question.
        try await desk.click("Q-Twin", "printing.release")
        try await page.wait(for: try desk.answer("printing.again.keep"))
        try await page.picture("printing-\(desk.language.rawValue)-3-again")
        try await page.click(try desk.answer("printing.again.keep"))
        try await desk.sees("Q-Twin", "shell.print.reason.twinHeld")
        try await desk.click("Q-Out", "printing.confirm")
        try await desk.sees("Q-Out", "shell.print.printed")
        #expect(devices["Good"]?.documents.count == 2)
        try await page.click("[...\(Desk.chip("Paused")).querySelectorAll('button')].at(-1)")
        try await desk.sees("Q-Paused", "shell.print.printed")
        try await page.picture("printing-\(desk.language.rawValue)-4-mouse")
    }

    private static func byKeyboard(_ desk: Desk, _ devices: [String: SimulatedDevice]) async throws {
        let page = desk.page
        try await desk.open()
        // Paused and let go on again.
        let button = "[...\(Desk.chip("Good")).querySelectorAll('button')].at(-1)"
        try await page.press("Tab", until: "document.activeElement === \(button)", limit: 80)
        try await page.press("Enter")
        try await page.wait(
            for: "\(Desk.chip("Good")).innerText.includes(\(try desk.quoted(try desk.words("printing.resume"))))")
        try await desk.open()
        try await page.press("Tab", until: "document.activeElement === \(button)", limit: 80)
        try await page.press("Enter")
        try await page.wait(
            for: "\(Desk.chip("Good")).innerText.includes(\(try desk.quoted(try desk.words("printing.pause"))))")
        try await desk.open()
        // The band after the question.
        try await desk.press("Q-Twin", "printing.release")
        try await page.wait(for: try desk.answer("printing.retry"))
        try await page.press("Tab", until: "document.activeElement === \(try desk.answer("printing.retry"))")
        try await page.press("Enter")
        try await desk.sees("Q-Twin", "shell.print.printed")
        #expect(devices["Good"]?.documents.count == 3)
        // Given up.
        try await desk.open()
        try await desk.press("Q-Open", "printing.cancel")
        try await page.wait(for: try desk.answer("printing.cancel"))
        try await page.press("Tab", until: "document.activeElement === \(try desk.answer("printing.cancel"))")
        try await page.press("Enter")
        try await desk.sees("Q-Open", "word.cancelled")
        try await page.picture("printing-\(desk.language.rawValue)-5-keyboard")
    }
}
