public import Directory
public import Encounters
public import Patients
public import SehatCore

/// What the counter does with one key: register or take a patient, open the visit, print the token.
public struct CounterVisitInput: Codable, Hashable, Sendable {
    /// A patient who is registered; else `newPatient`.
    public var patientID: ID<Patient>?
    public var newPatient: NewPatient?
    public var departmentID: ID<Department>
    public var practitionerID: ID<Practitioner>?
    public var priority: TokenPriority?
    /// True to give a second token although the patient waits in the same queue.
    public var again: Bool?
    /// False to print no slip.
    public var printSlip: Bool?
    /// The language of the slip: the patient's, else the hospital's, when absent.
    public var language: Language?

    /// A visit of a registered or a new patient.
    public init(
        patientID: ID<Patient>? = nil, newPatient: NewPatient? = nil, departmentID: ID<Department>,
        practitionerID: ID<Practitioner>? = nil, priority: TokenPriority? = nil, again: Bool? = nil,
        printSlip: Bool? = nil, language: Language? = nil
    ) {
        self.patientID = patientID
        self.newPatient = newPatient
        self.departmentID = departmentID
        self.practitionerID = practitionerID
        self.priority = priority
        self.again = again
        self.printSlip = printSlip
        self.language = language
    }
}

/// What came of it.
public struct CounterVisit: Codable, Hashable, Sendable {
    public let encounter: EncounterView
    /// Whether the patient was registered by this command.
    public let isNewPatient: Bool
    /// The token slip; absent when none was wanted.
    public let slip: PrintedSlip?
}

/// A token slip on its way to the printer.
public struct PrintedSlip: Codable, Hashable, Sendable {
    public let documentID: String
    public let printJobID: String
    /// 1 for the original, from 2 on the slip is marked as a copy.
    public let copy: Int
}

/// A visit on the list of today.
public struct TodayVisit: Codable, Hashable, Sendable {
    public let visit: EncounterView
    /// How often the token slip was printed.
    public let slipCopies: Int
}

/// How the day stands.
public struct CounterStats: Codable, Hashable, Sendable {
    public let day: CalendarDay
    /// Patients registered on the day.
    public let newPatients: Int
    /// Visits opened on the day, whatever became of them.
    public let visits: Int
    public let waiting: Int
    public let inProgress: Int
    public let finished: Int
    public let cancelled: Int
    public let leftUnseen: Int
}
