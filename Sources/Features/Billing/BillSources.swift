import Directory
import Encounters
import Patients
import SehatCore
import SehatStore

/// What billing takes from the modules below it, copied into the shapes that a bill keeps.
enum BillSources {
    /// A service as it is billed today.
    struct PricedService {
        let departmentID: ID<Department>?
        let code: String
        let name: LocalizedText
        /// In minor units.
        let price: Int64
    }

    /// A visit for a bill, with the department that renders what belongs to none.
    struct Visit {
        let snapshot: BillVisit
        let departmentID: ID<Department>
    }

    /// - Throws: 404 for an unknown service; `directory.service.closed`; `directory.price.missing` where no price is in
    ///   force today, since an amount is never made up.
    static func service(_ id: ID<Service>, in tx: ReadTx) throws -> PricedService {
        let service = try Services.require(id, in: tx)
        return PricedService(
            departmentID: service.departmentID, code: service.code, name: service.name,
            price: try Prices.inForce(service, on: tx.today, in: tx))
    }

    /// - Throws: 404 for an unknown patient; 403 `patients.restricted.closed`.
    static func patient(_ id: ID<Patient>, in tx: ReadTx) throws -> BillPatient {
        let patient = try PatientSummaries.require(id, in: tx)
        try RestrictedPatients.requireOpen(patient, in: tx)
        return BillPatient(mrn: patient.mrn, names: patient.names, language: patient.language)
    }

    /// - Throws: 404 for an unknown visit; `billing.bill.otherPatient` when it is not of `patient`.
    static func visit(_ id: ID<Encounter>, of patient: ID<Patient>?, in tx: ReadTx) throws -> Visit {
        let visit = try EncounterQueries.require(id, in: tx)
        guard patient == nil || visit.patient.id == patient else { throw Problem.otherPatient }
        try RestrictedPatients.requireOpen(visit.patient, in: tx)
        return Visit(
            snapshot: BillVisit(
                number: visit.number, token: visit.token.number, department: visit.department.name,
                practitioner: visit.practitioner?.name), departmentID: visit.department.id)
    }

    /// The name of a counter; nil where nobody works at one.
    static func stationName(_ id: ID<Station>?, in tx: ReadTx) throws -> LocalizedText? {
        try id.map { try Stations.find($0, in: tx).name }
    }
}
