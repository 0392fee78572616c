import Foundation
import SehatCore
import TestKit
import Testing

/// A person at the counter, with nothing but the keyboard.
struct CounterJourney: Sendable {
    let page: Page
    let language: Language

    /// What the pages said in the end.
    struct Outcome: Sendable {
        let bill: String
        let receipt: String
        let change: String
    }

    private func picture(_ name: String) async throws {
        try await page.picture("counter-\(language.rawValue)-\(name)")
    }

    func signIn(_ url: String, _ username: String) async throws {
        try await page.go(to: "\(url)/")
        try await page.wait(for: "document.activeElement?.matches('dialog.signin input')")
        try await picture("1-signin")
        try await page.type(username)
        try await page.press("Enter")
        try await page.type(Hospital.password)
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.closest('[data-control]')?.dataset.control === 'phone'")
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        #expect(try await page.holds("document.documentElement.dir === '\(direction)'"))
        #expect(try await page.text("document.documentElement.lang") == language.rawValue)
        // Nothing can be printed before the computer knows which counter it is.
        #expect(
            try await page.holds(
                "document.querySelector('[aria-keyshortcuts~=F9]').getAttribute('aria-disabled') === 'true'"))
    }

    /// - Parameter name: of the counter; the first that is offered when absent.
    func chooseStation(_ name: String? = nil) async throws {
        try await page.press("Tab", .shift, until: "document.activeElement.closest('.station-notice')")
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.matches('dialog[open] .tile')")
        try await picture("2-station")
        if let name { try await page.press("Tab", until: "document.activeElement.innerText.includes('\(name)')") }
        try await page.press("Enter")
        try await page.wait(for: "!document.querySelector('dialog[open], .station-none')")
        // The keyboard is back where the work begins.
        try await page.wait(for: "document.activeElement.closest('[data-control]')?.dataset.control === 'phone'")
    }

    /// Types everything that a token needs.
    func fillRegistration() async throws {
        try await page.type("0300 1234567")
        try await page.wait(for: "document.querySelector('.match-list').innerText.includes('1234567')")
        try await page.press("Enter")
        #expect(try await page.focus() == "name")
        try await page.type(CounterGround.patient)
        try await page.press("Enter")
        #expect(try await page.focus() == "sex")
        try await page.press("1")
        try await page.press("Enter")
        try await page.type("42")
        try await page.press(
            "Enter", until: "document.activeElement.closest('[data-control]')?.dataset.control === 'department'")
        try await page.type("med")
        try await page.wait(for: "document.querySelector('.popup [role=option]')")
        try await page.press("Enter")
        try await picture("3-registration")
    }

    func register() async throws {
        try await fillRegistration()
        try await page.press("F9")
        try await page.wait(for: "document.querySelector('.print-chip[data-state=printed]')", seconds: 60)
        #expect(try await page.text("document.querySelector('.page').innerText").contains(CounterGround.patient))
        try await picture("4-token")
    }

    func bill() async throws {
        try await page.press("F8")
        try await page.wait(for: "document.activeElement.closest('[data-control]')?.dataset.control === 'add'")
        for (index, service) in CounterGround.services.enumerated() {
            try await page.press("F4")
            try await page.type(service.code.lowercased())
            try await page.wait(for: "document.querySelectorAll('.popup [role=option]').length === 1")
            try await page.press("Enter")
            try await page.wait(for: "document.querySelectorAll('.lines tbody tr').length === \(index + 1)")
        }
        try await picture("5-bill")
        try await page.press("F8")
        try await page.wait(for: "document.activeElement.closest('[data-control]')?.dataset.control === 'tenders'")
    }

    /// 1,000 by card and 5,000 in cash for a bill of 4,150.
    func pay() async throws -> Outcome {
        try await page.press("2")
        try await page.wait(for: "document.activeElement.matches('.tender-row input')")
        try await page.press("a", .control)
        try await page.type("1000")
        try await page.press("Enter")
        try await page.type("AUTH7")
        try await page.press("Enter")
        try await page.press("1")
        try await page.wait(for: "document.querySelectorAll('.tender-row').length === 2")
        try await page.press("a", .control)
        try await page.type("5000")
        try await page.press("Enter")
        try await picture("6-payment")
        try await page.press("F9")
        try await page.wait(for: "document.querySelector('.result .print-chip[data-state=printed]')", seconds: 60)
        try await page.wait(for: "document.querySelector('img.paper')?.complete")
        try await picture("7-receipt")
        let words = try await page.text("document.querySelector('.result').innerText")
        return Outcome(
            bill: String(try #require(words.firstMatch(of: /OP-\d{4}-\d{6}/)).output),
            receipt: String(try #require(words.firstMatch(of: /R-\d{4}-\d{6}/)).output),
            change: try await page.text("document.querySelector('.result-change strong').innerText"))
    }

    /// The bill itself, on a sheet from the office printer.
    func printBill() async throws {
        try await page.press(
            "Tab",
            until: "document.activeElement.matches('.page-actions button:not(.button-quiet, [aria-keyshortcuts])')",
            limit: 40)
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.matches('dialog[open] input')")
        try await page.press("ArrowDown")
        try await picture("8-papers")
        try await page.press("F9")
        try await page.wait(for: "!document.querySelector('dialog[open]')")
        try await page.wait(for: "document.querySelector('.result .print-chip[data-state=printed]')", seconds: 60)
        try await picture("9-printed")
    }
}
