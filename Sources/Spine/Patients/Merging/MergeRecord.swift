import GRDB
public import SehatCore

/// Two records of one person brought together. The phantom type of merge ids.
public enum Merge {}

/// A row of `patientsMerge`.
struct MergeRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsMerge"

    let id: ID<Merge>
    let survivorID: ID<Patient>
    let loserID: ID<Patient>
    /// The fields that were taken from the record given up.
    let taken: [MergeField]
    /// The survivor's facts before the merge and after it.
    let factsBefore: PatientFacts
    let factsAfter: PatientFacts
    let reason: String
    let mergedAt: Instant
    let mergedByName: String
    var undoneAt: Instant?
    var undoneByName: String?
    var undoReason: String?
}

/// A row of `patientsAlias`.
struct AliasRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsAlias"

    let patientID: ID<Patient>
    let survivorID: ID<Patient>
    let mergeID: ID<Merge>
}

/// A row of `patientsEvent`: what a message to another system is made of.
struct PatientEvent: Codable, PersistableRecord, Sendable {
    static let databaseTableName = "patientsEvent"

    /// Event codes of HL7 v2, table 0003.
    enum Code: String, Codable {
        /// Merge patient by identifier list.
        case merged = "A40"
        /// Unlink patient information: HL7 has no event of its own for undoing A40.
        case unmerged = "A37"
    }

    struct Body: Codable {
        /// PID-3 and PID-5 of the record that stands.
        let recordNumber: String
        let names: PatientNames
        /// MRG-1: the record number that was given up, or stands again.
        let priorRecordNumber: String
        /// EVN-4 and EVN-5.
        let reason: String
        let by: String
    }

    let id: ID<PatientEvent>
    let code: Code
    let patientID: ID<Patient>
    let at: Instant
    let body: Body
}

/// A part of a patient's facts that is taken whole from one record or the other.
public enum MergeField: String, WireEnum {
    /// The name in both scripts.
    case names
    case sex
    /// The birth day and whether it is estimated.
    case birth
    case phone
    case guardian
    case address
    case language
    case languages
    case occupation
    case religion
}

extension PatientFacts {
    /// Whether both say the same in this field.
    func agrees(with other: PatientFacts, in field: MergeField) -> Bool {
        switch field {
        case .names: names == other.names
        case .sex: sex == other.sex
        case .birth: birthDate == other.birthDate && birthDateEstimated == other.birthDateEstimated
        case .phone: phone == other.phone && hasNoPhone == other.hasNoPhone
        case .guardian: guardian == other.guardian
        case .address: address == other.address
        case .language: language == other.language
        case .languages: languages == other.languages
        case .occupation: occupation == other.occupation
        case .religion: religion == other.religion
        }
    }

    /// Takes a field over as the other has it.
    mutating func take(_ field: MergeField, from other: PatientFacts) {
        switch field {
        case .names: names = other.names
        case .sex: sex = other.sex
        case .birth: (birthDate, birthDateEstimated) = (other.birthDate, other.birthDateEstimated)
        case .phone: (phone, hasNoPhone) = (other.phone, other.hasNoPhone)
        case .guardian: guardian = other.guardian
        case .address: address = other.address
        case .language: language = other.language
        case .languages: languages = other.languages
        case .occupation: occupation = other.occupation
        case .religion: religion = other.religion
        }
    }
}
