public import SehatCore

extension Permission {
    /// Find and open patients.
    public static let patientsRead = Permission("patients.read")
    /// Register new patients.
    public static let patientsRegister = Permission("patients.register")
    /// Change what is known about a patient.
    public static let patientsUpdate = Permission("patients.update")
    /// Merge two records of one person.
    public static let patientsMerge = Permission("patients.merge")
    /// Note that a patient has died, and take it back.
    public static let patientsNoteDeath = Permission("patients.noteDeath")
    /// Open restricted records, set and take the mark, and see who opened one for a reason.
    public static let patientsRestricted = Permission("patients.restricted")
    /// Say which identifiers are taken and what is asked at registration.
    public static let patientsConfigure = Permission("patients.configure")
    /// Import patients from a file, and take an import back.
    public static let patientsImport = Permission("patients.import")
    /// Take all patients out as a file.
    public static let patientsExport = Permission("patients.export")
    /// Undo a merge.
    public static let patientsUnmerge = Permission("patients.unmerge")
}

extension Problem {
    /// There is no such patient.
    static let patientNotFound = Problem(.notFound, "patients.notFound")

    /// An identifier already belongs to another patient.
    static let identifierTaken = Problem(.conflict, "patients.identifier.taken")

    /// An identifier already belongs to the patient with this record number.
    static func identifierTaken(_ type: IdentifierType, field: String, by mrn: String, id: ID<Patient>) -> Problem {
        Problem(
            .conflict, "patients.identifier.takenBy",
            fields: [.init(field, "patients.field.identifierTaken", ["mrn": mrn])],
            params: ["mrn": mrn, "patientID": id.description, "type": type.rawValue])
    }

    /// The person is likely registered already; `reasonForNew` is needed to go on.
    static func likelyDuplicate(_ candidates: [DuplicateCandidate]) -> Problem {
        Problem(
            .conflict, "patients.duplicate.likely",
            params: [
                "count": String(candidates.count),
                "mrns": candidates.map(\.patient.mrn).joined(separator: ", "),
                "patientIDs": candidates.map(\.patient.id.description).joined(separator: ","),
            ])
    }
}
