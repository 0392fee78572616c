import Foundation
import Printing
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The template editor as an administrator has it: the real binary, a real Chromium with real key events, a real CUPS.
@Suite(.serialized) struct TemplateJourneyTests {
    @Test(.timeLimit(.minutes(4)), arguments: [Language.ur, .en])
    func aTemplateIsEditedTestedPublishedAndTakenBack(_ language: Language) async throws {
        try await PrintPeer.with { peer in
            let hospital = try await Hospital.open(isPlain: false)
            defer { hospital.remove() }
            try await hospital.store.write(as: .system("test")) { tx in
                _ = try Printers.add(.init(name: "Counter 1", kind: .thermal, target: peer.thermal), in: tx)
            }
            let username = try await hospital.user(roles: ["administrator"], language: language)
            hospital.close()
            let server = try await ServerProcess.start(
                data: hospital.directory.url, options: ["--cups-server", peer.server])
            try await Browser.page(trusting: try await CounterGround.trust(server.url)) { page in
                let journey = try TemplateJourney(page: page, language: language)
                try await journey.open(server.url, username)
                try await journey.edit()
                try await journey.makeAndUndoAMistake()
                try await journey.testPrint()
                try await journey.publish()
                try await journey.goBack(username)
            }
            #expect(await server.stop() == 0)
            #expect(try peer.thermalJobs().count == 1)
            let again = try await Hospital.open(at: hospital.directory.url, key: hospital.key)
            defer { again.close() }
            #expect(try await again.count("SELECT count(*) FROM printQueueJob WHERE state = 'printed'") == 1)
            let audited = try await again.store.read(as: .system("test")) { tx in
                try AuditLog.newest(AuditFilter(action: "printQueue.template."), limit: 10, in: tx).map(\.action)
            }
            #expect(audited == ["printQueue.template.rolledBack", "printQueue.template.published"])
        }
    }
}

/// The steps, with nothing but the keyboard.
struct TemplateJourney: Sendable {
    let page: Page
    let language: Language
    private let words: [String: String]
    private static let added = #"{"paragraph": "Ground floor"}, "#

    init(page: Page, language: Language) throws {
        (self.page, self.language) = (page, language)
        words = try ["templates", "shell", "word"].reduce(into: [:]) { all, module in
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Sources/WebInterface/i18n/\(language.rawValue)/\(module).json")
            guard let data = try? Data(contentsOf: file) else { return }
            all.merge(try JSONDecoder().decode([String: JSONValue].self, from: data).compactMapValues(\.text)) { $1 }
        }
    }

    private func picture(_ name: String) async throws {
        try await page.picture("template-\(language.rawValue)-\(name)")
    }

    /// Goes to a button by its word and presses it.
    private func use(_ key: String) async throws {
        let word = try #require(words[key], "\(key)")
        let quoted = String(decoding: try JSONEncoder().encode(word), as: UTF8.self)
        try await page.press(
            "Tab",
            until: "document.activeElement.matches('button') && document.activeElement.innerText.includes(\(quoted))",
            limit: 150)
        try await page.press("Enter")
    }

    func open(_ url: String, _ username: String) async throws {
        try await page.go(to: "\(url)/templates/tokenSlip")
        try await page.wait(for: "document.activeElement?.matches('dialog.signin input')")
        try await page.type(username)
        try await page.press("Enter")
        try await page.type(Hospital.password)
        try await page.press("Enter")
        try await page.wait(for: "document.querySelector('img.paper')?.complete")
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        #expect(try await page.holds("document.documentElement.dir === '\(direction)'"))
        // What an 80 mm roll prints, 72 mm, is so wide on the screen: of CSS's pixels 96 make an inch.
        #expect(
            try await page.holds(
                "Math.abs(document.querySelector('img.paper').getBoundingClientRect().width - 72 / 25.4 * 96) < 1"))
        try await picture("1-editor")
    }

    private func caret(before text: String) async throws {
        try await page.value(
            """
            {
                const area = document.querySelector('.template-text');
                const at = area.value.indexOf(\(String(decoding: try JSONEncoder().encode(text), as: UTF8.self)));
                area.focus();
                area.setSelectionRange(at, at);
                window.paperBefore = document.querySelector('img.paper').src;
            }
            """)
    }

    /// The paper beside the text follows what is typed.
    func edit() async throws {
        try await caret(before: #"{"rule": {"isDashed": true}}"#)
        try await page.type(Self.added)
        try await page.wait(for: "document.querySelector('img.paper').src !== window.paperBefore")
        try await page.wait(for: "!document.querySelector('.template-paper.is-old')")
        try await picture("2-edited")
    }

    /// A mistake is named with its line, found from the button, and undone as everywhere.
    func makeAndUndoAMistake() async throws {
        try await caret(before: #"{"rule": {"isDashed": true}}"#)
        try await page.type("x")
        try await page.wait(for: "document.querySelector('.template-bench [role=status] .notice')")
        try await page.wait(for: "document.querySelector('.template-paper.is-old')")
        try await picture("3-mistake")
        try await use("templates.goToLine")
        #expect(
            try await page.holds(
                """
                (area => area === document.activeElement &&
                    area.value.slice(area.selectionStart, area.selectionEnd).includes('x{"rule"'))(document.querySelector('.template-text'))
                """))
        try await page.press("z", .control)
        try await page.wait(for: "!document.querySelector('.template-text').value.includes('x{\"rule\"')")
        try await page.wait(
            for: "!document.querySelector('.template-bench [role=status] .notice, .template-paper.is-old')")
    }

    func testPrint() async throws {
        try await use("templates.test")
        // The only printer there is stands there already.
        try await page.wait(for: "document.querySelector('dialog[open] select')?.value")
        try await picture("4-test")
        try await page.press("F9")
        try await page.wait(for: "!document.querySelector('dialog[open]')")
        try await page.value(
            """
            (async () => {
                for (const end = Date.now() + 60000; Date.now() < end;) {
                    const answer = await (await fetch('/api/print-jobs')).json();
                    if (answer.items?.[0]?.state === 'printed') return;
                    await new Promise(done => setTimeout(done, 200));
                }
                throw new Error('the test was never printed');
            })()
            """)
    }

    func publish() async throws {
        try await page.press("F9")
        try await page.wait(
            for:
                "document.querySelector('dialog[open] .template-difference .added')?.innerText.includes('Ground floor')"
        )
        try await picture("5-publish")
        try await page.press("F9")
        try await page.wait(for: "!document.querySelector('dialog[open]')")
        try await page.wait(for: "document.querySelector('.template-text')?.value.includes('Ground floor')")
    }

    /// Who published what, and back to the product's own version.
    func goBack(_ username: String) async throws {
        try await page.wait(for: "document.querySelector('img.paper')?.complete")
        try await use("templates.history")
        try await page.wait(for: "document.querySelector('dialog[open] table')")
        #expect(try await page.text("document.querySelector('dialog[open] table').innerText").contains(username))
        try await use("templates.differences")
        try await page.wait(for: "document.querySelectorAll('dialog[open] .template-difference .added').length === 1")
        try await picture("6-differences")
        try await page.press("Escape")
        try await page.wait(for: "document.querySelectorAll('dialog[open]').length === 1")
        try await picture("7-history")
        try await use("templates.rollBack")
        try await page.wait(for: "document.querySelectorAll('dialog[open]').length === 2")
        try await use("templates.rollBack")
        try await page.wait(for: "!document.querySelector('dialog[open]')")
        try await page.wait(for: "document.querySelector('.template-text')?.value.includes('Ground floor') === false")
        try await picture("8-back")
    }
}
