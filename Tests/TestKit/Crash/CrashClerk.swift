import Foundation

/// One clerk: registers a person, notes what the person consents to, takes it back, and again. What was asked and not
/// answered is asked again with the same key.
struct CrashClerk: Sendable {
    /// What is asked next.
    private enum Step {
        case register
        case consent(patient: String, Kind)
        case withdraw(patient: String, consents: [String])
    }

    private enum Kind: String {
        case sms, dataSharing
    }

    private struct Registered: Decodable {
        let id: String
        let mrn: String
    }

    private struct Consents: Decodable {
        struct Item: Decodable {
            let id: String
            let kind: String
            let withdrawnAt: String?
        }
        let items: [Item]
    }

    /// Where all its people live.
    static let address = "Crash Street"

    private let number: Int
    private var step = Step.register
    private var key = UUID().uuidString
    /// What is asked with the key; the same when it is asked again.
    private var body = CrashClerk.person()
    private var wasAsked = false

    init(number: Int) {
        self.number = number
    }

    /// Works until the connection is lost, or, where `isLast`, until nothing is left unanswered.
    ///
    /// - Returns: the clerk with what it still has to ask.
    func work(_ caller: Caller, _ tally: CrashTally, isLast: Bool) async -> CrashClerk {
        var clerk = self
        do {
            while !(isLast && !clerk.wasAsked) { try await clerk.ask(caller, tally) }
        } catch let refused as Caller.Refused {
            await tally.fault("clerk \(number): \(refused)")
        } catch is DecodingError {
            await tally.fault("clerk \(number): an answer without its members")
        } catch is CrashTally.Fault {
            await tally.fault("clerk \(number): an answer that says something else")
        } catch {
            // The server was killed.
        }
        return clerk
    }

    private mutating func ask(_ caller: Caller, _ tally: CrashTally) async throws {
        wasAsked = true
        switch step {
        case .register:
            guard let made: Registered = try await answer(caller, "/api/patients") else { return renew(.register) }
            await tally.registered(made.id, mrn: made.mrn)
            renew(.consent(patient: made.id, .sms))
        case .consent(let patient, let kind):
            let consents: Consents? = try await answer(caller, "/api/patients/\(patient)/consents")
            guard let given = consents?.items.first, given.kind == kind.rawValue, given.withdrawnAt == nil else {
                throw CrashTally.Fault()
            }
            await tally.consented(given.id, patient: patient)
            renew(
                kind == .sms
                    ? .consent(patient: patient, .dataSharing)
                    : .withdraw(patient: patient, consents: consents?.items.map(\.id) ?? []))
        case .withdraw(let patient, var consents):
            let id = consents.removeLast()
            let left: Consents? = try await answer(caller, "/api/patients/\(patient)/consents/\(id)/withdraw")
            guard left?.items.first(where: { $0.id == id })?.withdrawnAt != nil else { throw CrashTally.Fault() }
            await tally.withdrew(id)
            renew(consents.isEmpty ? .register : .withdraw(patient: patient, consents: consents))
        }
    }

    /// Nil where the person may be there already: then another one is registered.
    private func answer<Value: Decodable>(_ caller: Caller, _ path: String) async throws -> Value? {
        let answer = try await caller.call("POST", path, body, key: key)
        if answer.status == 409, answer.code == "patients.duplicate.likely" { return nil }
        guard answer.status < 400 else { throw Caller.Refused(answer: answer) }
        return try JSONDecoder().decode(Value.self, from: Data(answer.bytes))
    }

    private mutating func renew(_ step: Step) {
        self.step = step
        key = UUID().uuidString
        wasAsked = false
        body =
            switch step {
            case .register: Self.person()
            case .consent(_, let kind): #"{"kind":"\#(kind.rawValue)","formVersion":"2026-1"}"#
            case .withdraw: #"{"reason":"Asked to"}"#
            }
    }

    /// Somebody whom nobody else is like.
    private static func person() -> String {
        func word() -> String {
            let letters = (0..<4).map { _ in
                "\("bdfghjklmnpqrstvz".randomElement() ?? "b")\("aeiou".randomElement() ?? "a")"
            }
            return letters.joined().capitalized
        }
        return """
            {"name":"\(word()) \(word())","sex":"female","ageYears":\(Int.random(in: 1...90)),"address":"\(address)",\
            "phone":"03\(String(format: "%09d", Int.random(in: 0...999_999_999)))"}
            """
    }
}
