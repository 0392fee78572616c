public import GRDB
public import SehatCore

/// Where a token stands on its way from the counter to the doctor.
public enum TokenState: String, WireEnum {
    /// The patient sits and waits.
    case waiting
    /// The number stands on the board.
    case called
    /// The patient is in the room.
    case serving
    /// The patient has been seen.
    case done
    /// Called, and nobody came.
    case skipped
    /// Given back, with a reason.
    case cancelled
    /// The day ended before the patient's turn.
    case leftUnseen
}

extension TokenState: DatabaseValueConvertible {}

/// What can be done with a token.
enum TokenStep: String, CaseIterable, Sendable {
    case call, serve, done, skip, requeue, cancel, leave
}

extension TokenState {
    /// Where a step leads from here; nil where it is not allowed.
    ///
    /// A called or skipped token may be called again; a skipped one goes back into the line by `requeue`. What is
    /// done, cancelled or left stays so.
    func after(_ step: TokenStep) -> TokenState? {
        switch (self, step) {
        case (.waiting, .call), (.called, .call), (.skipped, .call): .called
        case (.called, .serve): .serving
        case (.serving, .done): .done
        case (.called, .skip): .skipped
        case (.skipped, .requeue): .waiting
        case (.waiting, .cancel), (.called, .cancel), (.skipped, .cancel): .cancelled
        case (.waiting, .leave), (.called, .leave), (.skipped, .leave): .leftUnseen
        default: nil
        }
    }

    /// Whether the patient is still to be seen or being seen.
    public var isLive: Bool {
        switch self {
        case .waiting, .called, .serving, .skipped: true
        case .done, .cancelled, .leftUnseen: false
        }
    }
}

/// Why some patients are called before their turn. They take every third call, never the whole line.
public enum TokenPriority: String, WireEnum {
    case normal, elderly, disabled, emergency, vip
}

extension TokenPriority: DatabaseValueConvertible {}

extension TokenPriority {
    /// The order among those who come before their turn, lowest first.
    var rank: Int {
        switch self {
        case .emergency: 0
        case .disabled: 1
        case .elderly: 2
        case .vip: 3
        case .normal: 4
        }
    }
}

/// What kind of visit it is.
public enum EncounterClass: String, WireEnum {
    /// An outpatient visit.
    case opd
}

extension EncounterClass: DatabaseValueConvertible {}

/// Where a visit stands; it follows its token.
public enum EncounterStatus: String, WireEnum {
    /// Opened; the patient waits.
    case open
    /// The patient is being seen.
    case inProgress
    case finished
    case cancelled
    /// The day ended before the patient's turn.
    case leftUnseen
}

extension EncounterStatus: DatabaseValueConvertible {}

extension EncounterStatus {
    /// What a visit is while its token stands there.
    init(of token: TokenState) {
        switch token {
        case .waiting, .called, .skipped: self = .open
        case .serving: self = .inProgress
        case .done: self = .finished
        case .cancelled: self = .cancelled
        case .leftUnseen: self = .leftUnseen
        }
    }

    var isOver: Bool { self != .open && self != .inProgress }
}
