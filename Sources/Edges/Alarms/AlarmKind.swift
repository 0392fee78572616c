public import GRDB
public import SehatCore
public import SehatStore

/// What may be wrong with the server, its backups and its machines.
public enum AlarmKind: String, WireEnum {
    case backupOld, targetBehind, targetLost, drillOld, drillFailed, diskLow, certificateEnds, chainBroken, printerOff
    case clockJump, clockBehind, downtimeOld, jobsDead, messagesFailing, standbyOld
    case superseded
}

extension AlarmKind: DatabaseValueConvertible {}

/// Something that is wrong now.
public struct AlarmCondition: Hashable, Sendable {
    public let kind: AlarmKind
    /// Which one: a target, a printer, a place. Empty where there is only one. No patient's name.
    public let subject: String
    /// What was found, in English, for the administrator; no patient's name.
    public let words: String
    /// How long it must last before people are told.
    public let patienceSeconds: Int64
    /// Whether it happened rather than lasts: it stays until a person has taken note.
    public let isEvent: Bool

    /// A finding.
    public init(
        _ kind: AlarmKind, subject: String = "", words: String, patienceSeconds: Int64 = 0, isEvent: Bool = false
    ) {
        self.kind = kind
        self.subject = subject
        self.words = words
        self.patienceSeconds = patienceSeconds
        self.isEvent = isEvent
    }

    var key: AlarmKey { AlarmKey(kind: kind, subject: subject) }
}

/// Which alarm it is, over its raising and clearing.
struct AlarmKey: Hashable, Sendable {
    let kind: AlarmKind
    let subject: String
}

/// What looks for conditions of some kinds.
public struct AlarmSource: Sendable {
    /// For the log when it fails.
    let name: String
    /// The kinds that it answers for: none of its findings means that they are over.
    let kinds: Set<AlarmKind>
    let look: @Sendable (Store) async throws -> [AlarmCondition]?

    /// - Parameter look: everything that is wrong now; nil when nobody knows yet. That, and what it throws, leaves its alarms as
    ///   they are.
    public init(
        _ name: String, kinds: Set<AlarmKind>, look: @escaping @Sendable (Store) async throws -> [AlarmCondition]?
    ) {
        self.name = name
        self.kinds = kinds
        self.look = look
    }
}
