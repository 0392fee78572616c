public import Directory
public import Patients
public import SehatCore
public import SehatStore

/// A department or practitioner by name.
public struct NamedPlace<Entity>: Codable, Hashable, Sendable {
    public let id: ID<Entity>
    public let name: LocalizedText
}

/// A patient's place in a queue.
public struct TokenView: Codable, Hashable, Sendable {
    /// What it is called: `A-047`.
    public let number: String
    /// The number without letters, from 1, without gaps within the queue.
    public let sequence: Int
    public let queueID: ID<Queue>
    public let state: TokenState
    public let priority: TokenPriority
    /// Where the patient was called to, or is to go.
    public let room: String?
    /// How often the number was called.
    public let calls: Int
    public let issuedAt: Instant
    public let calledAt: Instant?
    public let servedAt: Instant?
    public let endedAt: Instant?
    /// Why it was cancelled.
    public let reason: String?

    init(_ record: TokenRecord) {
        number = record.label
        sequence = record.sequence
        queueID = record.queueID
        state = record.state
        priority = record.priority
        room = record.room
        calls = record.calls
        issuedAt = record.issuedAt
        calledAt = record.calledAt
        servedAt = record.servedAt
        endedAt = record.endedAt
        reason = record.reason
    }
}

/// A visit with its patient and its token.
public struct EncounterView: Codable, Hashable, Sendable {
    public let id: ID<Encounter>
    /// The visit's number with its check digit, digits only.
    public let number: String
    public internal(set) var patient: PatientSummary
    public let department: NamedPlace<Department>
    public let practitioner: NamedPlace<Practitioner>?
    public let `class`: EncounterClass
    public let status: EncounterStatus
    /// The business day.
    public let day: CalendarDay
    public let startedAt: Instant
    public let endedAt: Instant?
    public let token: TokenView
    /// How many patients of the queue are before this one; only in the answer to opening the visit.
    public var ahead: Int?
    /// About how long the patient will wait, in minutes; only in the answer to opening the visit.
    public var waitMinutes: Int?
    /// Goes up with every change.
    public let version: Int64

    init(
        _ record: EncounterRecord, token: TokenRecord, patient: PatientSummary, department: Department,
        practitioner: Practitioner?
    ) {
        id = record.id
        number = record.number
        self.patient = patient
        self.department = NamedPlace(id: department.id, name: department.name)
        self.practitioner = practitioner.map { NamedPlace(id: $0.id, name: $0.name) }
        self.class = record.kind
        status = record.status
        day = record.day
        startedAt = record.startedAt
        endedAt = record.endedAt
        self.token = TokenView(token)
        version = record.version
    }

    /// The visit for an answer: token, place and state for everybody, the patient only for who may open the record.
    public func shown(in tx: ReadTx) throws -> EncounterView {
        var shown = self
        shown.patient = try RestrictedPatients.shown(patient, in: tx)
        return shown
    }
}

/// Names of departments and practitioners, each looked up once in an answer.
struct PlaceNames {
    private let tx: ReadTx
    private var departments: [ID<Department>: Department] = [:]
    private var practitioners: [ID<Practitioner>: Practitioner] = [:]

    init(_ tx: ReadTx) {
        self.tx = tx
    }

    mutating func department(_ id: ID<Department>) throws -> Department {
        if let known = departments[id] { return known }
        let found = try Departments.find(id, in: tx)
        departments[id] = found
        return found
    }

    mutating func practitioner(_ id: ID<Practitioner>?) throws -> Practitioner? {
        guard let id else { return nil }
        if let known = practitioners[id] { return known }
        let found = try Practitioners.find(id, in: tx)
        practitioners[id] = found
        return found
    }
}
