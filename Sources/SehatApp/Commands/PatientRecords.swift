public import ArgumentParser
import Foundation
public import Patients
public import SehatCore

/// What the commands about patients share.
enum PatientRecords {
    /// The patient of a record number, also of one that was given up in a merge.
    ///
    /// - Throws: `CommandFailure` when nobody has it.
    static func find(_ number: String, _ client: ControlClient) async throws -> PatientSummary {
        let found = try await client.send(.get, "/api/patients?q=\(escaped(number))&limit=2")
            .decode(Page<PatientSummary>.self).items
        guard let patient = found.first(where: { $0.matchedBy == .mrn }) else {
            throw CommandFailure("There is no patient with the record number \(number).", exitCode: .data)
        }
        return patient
    }

    /// The address of the patient's record in the API.
    static func path(_ number: String, _ client: ControlClient) async throws -> String {
        "/api/patients/\(try await find(number, client).id)"
    }

    /// Opens the record, which the access log notes.
    static func open(_ path: String, _ client: ControlClient) async throws -> PatientView {
        try await client.send(.get, path).decode(PatientView.self)
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// The query of an address; what is nil is left out.
    static func query(_ items: [(String, String?)]) -> String {
        let parts = items.compactMap { name, value in value.map { "\(name)=\(escaped($0))" } }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    static func name(_ names: PatientNames) -> String {
        names.primary + (names.other.map { " / \($0)" } ?? "")
    }

    /// `34 years`, `5 months` or `3 days`; `about` where the birth is estimated.
    static func age(_ age: Age?, isEstimated: Bool) -> String {
        guard let age else { return "" }
        let text =
            age.years > 1
            ? "\(age.years) years"
            : age.years * 12 + age.months > 0 ? "\(age.years * 12 + age.months) months" : "\(age.days) days"
        return isEstimated ? "about \(text)" : text
    }

    /// `father Rashid Ahmad`.
    static func guardian(_ guardian: Guardian?) -> String {
        guardian.map { "\($0.relation.rawValue) \($0.name)" } ?? ""
    }

    /// How a search found the patient: `name, another spelling`.
    static func found(_ patient: PatientSummary) -> String {
        guard let matchedBy = patient.matchedBy else { return "" }
        let kind = matchedBy == .mrn ? "record number" : matchedBy.rawValue
        let how: String? =
            switch patient.nameFound {
            case .words: "as typed"
            case .otherScript: "another script"
            case .sound: "another spelling"
            case .near: "sounds near"
            case .part: "not every word"
            case nil: nil
            }
        return kind + (how.map { ", \($0)" } ?? "")
    }
}

extension Sex: ExpressibleByArgument {}
extension GuardianRelation: ExpressibleByArgument {}
extension RelationKind: ExpressibleByArgument {}
extension ConsentKind: ExpressibleByArgument {}

extension CalendarDay: ExpressibleByArgument {
    /// A day as `2026-11-21`.
    public init?(argument: String) { self.init(argument) }
}
