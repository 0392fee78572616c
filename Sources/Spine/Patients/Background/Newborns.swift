import SehatCore
import SehatStore

/// A child born to a patient.
struct NewNewborn: Codable, Sendable {
    /// The name, once there is one; else the child is called after the mother.
    var name: String?
    var sex: Sex
    /// Today when absent.
    var birthDate: CalendarDay?
}

/// Registering newborns from the mother's record.
enum Newborns {
    /// Registers a child with the mother's address, telephone and language, linked to her.
    ///
    /// - Throws: 404; 422 `patients.field.motherSex` when the patient cannot be a mother, or with wrong fields.
    static func register(of id: ID<Patient>, _ input: NewNewborn, in tx: Tx) throws -> PatientView {
        let mother = try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx)
        guard mother.sex == .female else { throw Problem.invalid("sex", "patients.field.motherSex") }
        let language = mother.language ?? tx.hospital.language
        let given = input.name.flatMap { InputText.line($0).isEmpty ? nil : $0 }
        let called = tx.catalogue.text("patients.newborn.name", language, ["name": mother.name])
        var child = NewPatient(name: given ?? called, sex: input.sex)
        child.birthDate = input.birthDate ?? tx.today
        child.phone = mother.phone
        child.noPhone = mother.phone == nil && mother.hasNoPhone ? true : nil
        child.guardianRelation = .mother
        child.guardianName = mother.name
        child.address = mother.address
        child.language = mother.language
        child.reasonForNew = "newborn of \(mother.mrn)"
        let view = try Registering.register(child, in: tx)
        _ = try Relations.add(view.id, NewRelation(relativeID: mother.id, kind: .mother), in: tx)
        // The child bears her name and her telephone, and is not her.
        try Pairs.separate(view.id, mother.id, reason: "newborn of \(mother.mrn)", in: tx)
        return view
    }
}
