import Foundation
import SehatCore
import TestKit
import Testing

/// One counter of the morning, worked with nothing but the keyboard.
struct MorningCounter: Sendable {
    let page: Page
    let language: Language
    /// The record numbers of those who were here before, by telephone.
    let numbers: [String: String]

    private static let token = "(document.querySelector('.token-number')?.innerText ?? '')"
    private static let isAtPhone = "document.activeElement.closest('[data-control]')?.dataset.control === 'phone'"

    /// Does everything that the plan says, in its order.
    func work(_ steps: [MorningPlan.Step]) async throws {
        for (index, step) in steps.enumerated() {
            switch step {
            case .new(let person): try await registerNew(person, isFirst: index == 0)
            case .returning(let person): try await find(person)
            case .takenOver(let person): try await typeKnown(person, keepsNew: false)
            case .savedAnyway(let person): try await typeKnown(person, keepsNew: true)
            }
            try await page.wait(for: Self.isAtPhone)
        }
    }

    /// Telephone, name, sex and age of somebody whom nobody knows, and the token.
    private func registerNew(_ person: MorningPlan.Person, isFirst: Bool) async throws {
        try await page.type(person.phone, pause: 32)
        // The answer to the last digit is waited for by the page, not by the clerk.
        try await page.press("Enter")
        try await fill(person, name: person.name(language))
        if isFirst { try await chooseDepartment() }
        try await giveToken()
    }

    private func fill(_ person: MorningPlan.Person, name: String) async throws {
        try await page.wait(
            for:
                "document.activeElement.closest('[data-control]')?.dataset.control === 'name' || document.activeElement.name === 'name'"
        )
        try await page.commit(name)
        try await page.press("Enter")
        try await page.press(person.isWoman ? "2" : "1")
        try await page.press("Enter")
        try await page.type(String(person.age), pause: 32)
    }

    private func chooseDepartment() async throws {
        try await page.press(
            "Enter", until: "document.activeElement.closest('[data-control]')?.dataset.control === 'department'")
        try await page.type("med")
        try await page.wait(for: "document.querySelector('.popup [role=option]')")
        try await page.press("Enter")
    }

    /// F9, and the next number stands on the page.
    private func giveToken() async throws {
        let before = try await page.text(Self.token)
        try await page.press("F9")
        try await page.wait(for: "\(Self.token) !== '\(before)'")
    }

    /// Somebody who was here before: the name in another script, the row with the record number, the token.
    private func find(_ person: MorningPlan.Person) async throws {
        let number = try #require(numbers[person.phone])
        try await page.commit(person.name(MorningPlan.otherScript(than: language)))
        try await page.wait(
            for:
                "[...document.querySelectorAll('.match-list [role=option]')].some(row => row.innerText.includes('\(number)'))"
        )
        try await page.press(
            "ArrowDown",
            until: "document.querySelector('.match-list [aria-selected=true]')?.innerText.includes('\(number)')")
        try await page.press("Enter")
        try await page.wait(for: "document.querySelector('.desk-banner').innerText.includes('\(number)')")
        try await giveToken()
    }

    /// Somebody who is known, typed in as new all the same: the page warns, and does not let it pass without an answer.
    private func typeKnown(_ person: MorningPlan.Person, keepsNew: Bool) async throws {
        try await page.type(person.phone, pause: 32)
        try await page.wait(for: "document.querySelector('.match-list [role=option]')")
        try await page.press("n", .alt)
        try await fill(person, name: person.name(MorningPlan.otherScript(than: language)))
        try await page.press("F9")
        try await page.wait(for: "document.activeElement.matches('dialog.must-choose[open] input[type=radio]')")
        // Neither Escape nor the way on is an answer.
        try await page.press("Escape")
        #expect(try await page.holds("document.querySelector('dialog.must-choose[open]')"))
        // The first is the likeliest; the last says that it is somebody else.
        try await page.press(keepsNew ? "ArrowUp" : " ")
        try await page.wait(
            for: "document.querySelector('dialog.must-choose \(keepsNew ? "textarea" : "input[type=radio]:checked")')")
        if keepsNew {
            try await page.wait(for: "document.activeElement.matches('dialog.must-choose textarea')")
            try await page.commit("Cousin of the same name")
        }
        let before = try await page.text(Self.token)
        try await page.press("F9")
        if !keepsNew {
            try await page.wait(
                for: "document.querySelector('.desk-banner').innerText.includes('\(numbers[person.phone] ?? "?")')")
            try await page.press("F9")
        }
        try await page.wait(for: "\(Self.token) !== '\(before)'")
    }
}
