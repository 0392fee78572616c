public import Directory
public import Encounters
public import Patients
public import SehatCore
public import SehatStore

/// A registration as it stands on the paper form.
public struct PaperPatient: Codable, Hashable, Sendable {
    /// The record number printed on the form.
    public var number: String
    /// The time that stands on it.
    public var at: Instant
    public var patient: NewPatient

    /// What a form says.
    public init(number: String, at: Instant, patient: NewPatient) {
        self.number = number
        self.at = at
        self.patient = patient
    }
}

/// A visit as it stands on the paper token slip.
public struct PaperVisit: Codable, Hashable, Sendable {
    /// The visit's number printed on the slip.
    public var number: String
    /// The time that stands on it.
    public var at: Instant
    public var patientID: ID<Patient>
    public var departmentID: ID<Department>
    public var practitionerID: ID<Practitioner>?
    /// Whether the patient was seen; a slip of an earlier day always counts as seen.
    public var isSeen: Bool

    /// What a slip says.
    public init(
        number: String, at: Instant, patientID: ID<Patient>, departmentID: ID<Department>,
        practitionerID: ID<Practitioner>? = nil, isSeen: Bool
    ) {
        self.number = number
        self.at = at
        self.patientID = patientID
        self.departmentID = departmentID
        self.practitionerID = practitionerID
        self.isSeen = isSeen
    }
}

/// Entering what was written on paper while the server was away, under the numbers of the paper.
public enum BackEntry {
    /// Registers the patient of a form. The record says when it was entered; the number's row says the time of the paper.
    ///
    /// - Throws: what `ReservedNumbers.require` and `Registering.register` throw, the fields of the patient under `patient.`.
    public static func patient(_ input: PaperPatient, in tx: Tx) throws -> PatientView {
        let number = try ReservedNumbers.require(.patient, input.number, paperAt: input.at, in: tx)
        try tx.principal.require(.patientsRegister)
        do {
            let view = try Registering.register(input.patient, mrn: number.number, in: tx)
            try ReservedNumbers.use(number, for: view.id, paperAt: input.at, in: tx)
            return view
        } catch let problem as Problem {
            throw Problem(
                problem.kind, problem.code,
                fields: problem.fields.map { .init("patient." + $0.field, $0.code, $0.params) },
                params: problem.params)
        }
    }

    /// Opens the visit of a slip on the business day of the paper, with the next token of that day's queue.
    ///
    /// - Throws: what `ReservedNumbers.require` and `Opening.enter` throw.
    public static func visit(_ input: PaperVisit, in tx: Tx) throws -> EncounterView {
        let number = try ReservedNumbers.require(.visit, input.number, paperAt: input.at, in: tx)
        try tx.principal.require(.encountersOpen)
        let visit = NewEncounter(
            patientID: input.patientID, departmentID: input.departmentID, practitionerID: input.practitionerID,
            again: true)
        let view = try Opening.enter(
            visit, number: number.number, at: input.at, isSeen: input.isSeen, in: tx)
        try ReservedNumbers.use(number, for: view.id, paperAt: input.at, in: tx)
        return view
    }
}
