import Documents
import Encounters
import Foundation
import Patients
import PrintQueue
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Counter

@Suite struct TokenSlipTests {
    private func slip(_ language: Language) async throws -> (document: PrintDocument, visit: EncounterView) {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let visit = try await desk.visit(to: desk.doctor) { input in
            input.language = language
            input.priority = .elderly
        }
        let id = try #require(visit.slip.flatMap { ID<StoredDocument>($0.documentID) })
        let document = try await desk.read { tx in try PrintQueue.document(id, in: tx).document() }
        return (document, visit.encounter)
    }

    /// All pieces of a document in reading order, with their labels as text.
    private func pieces(_ blocks: [Block]) -> [Inline] {
        blocks.flatMap { block -> [Inline] in
            switch block {
            case .paragraph(let paragraph): return paragraph.content
            case .keyValue(let row): return row.label + row.value
            case .group(let inner): return pieces(inner)
            case .letterhead(let head): return [head.name] + (head.secondName.map { [$0] } ?? [])
            default: return []
            }
        }
    }

    @Test(arguments: Language.allCases) func theSlipSaysEverythingInItsLanguage(_ language: Language) async throws {
        let (document, visit) = try await slip(language)
        #expect(document.kind == .tokenSlip && document.language == language && document.paper == .thermal80)
        let all = pieces(document.blocks)
        #expect(all.contains(.identifier(visit.token.number)) && all.contains(.identifier(visit.number)))
        #expect(all.contains(.identifier("10000016")) && all.contains(.identifier("7")))
        #expect(all.contains(.quantity(34, unit: try Assets.catalogue().text("patients.age.years", language))))
        #expect(all.contains(.number(0)), "nobody is before the first")
        #expect(all.contains { if case .name("محمد عثمان چوہدری", _) = $0 { true } else { false } })
        #expect(all.contains { if case .name("نذیر احمد", _) = $0 { true } else { false } })
        #expect(all.contains { if case .dateTime(_, hour: 10, minute: 30) = $0 { true } else { false } })
        #expect(document.blocks.contains { if case .group = $0 { true } else { false } }, "the bar code")
    }

    /// Prose holds no value: no digit of any script, no key that was not found, and no place left open.
    @Test(arguments: Language.allCases) func proseHoldsNoValues(_ language: Language) async throws {
        let (document, _) = try await slip(language)
        for piece in pieces(document.blocks) + (document.footer?.lines.flatMap { $0 } ?? []) {
            guard case .text(let text, _) = piece else { continue }
            #expect(!text.unicodeScalars.contains { $0.properties.numericType != nil }, "\(text)")
            #expect(!text.contains("{") && !text.contains("counter.") && !text.contains("patients."), "\(text)")
        }
    }

    @Test func noNameIsInTheTitle() async throws {
        let (document, _) = try await slip(.ur)
        #expect(document.title == "ٹوکن B-001")
    }

    @Test(
        arguments: [
            ("2026-11-16", 5, "patients.age.days"), ("2026-10-02", 50, "patients.age.days"),
            ("2026-09-21", 2, "patients.age.months"), ("2024-12-15", 23, "patients.age.months"),
            ("2024-11-21", 2, "patients.age.years"), ("1929-08-20", 97, "patients.age.years"),
        ] as [(String, Int64, String)])
    func theAgeIsSaidInTheUnitThatTellsMost(_ birth: String, _ number: Int64, _ unit: String) async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let visit = try await desk.visit { input in
            input.newPatient?.ageYears = nil
            input.newPatient?.birthDate = CalendarDay(birth)
            input.language = .en
        }
        let id = try #require(visit.slip.flatMap { ID<StoredDocument>($0.documentID) })
        let document = try await desk.read { tx in try PrintQueue.document(id, in: tx).document() }
        #expect(pieces(document.blocks).contains(.quantity(number, unit: try Assets.catalogue().text(unit, .en))))
    }
}
