import Directory
import Documents
public import Encounters
import Patients
import PrintQueue
public import SehatCore
public import SehatStore

/// What the counter does, composed of what patients, encounters and the print queue can do; all of it or nothing.
public enum CounterVisits {
    /// Registers the patient if new, opens the visit, gives the token and queues its slip, in one transaction.
    ///
    /// - Throws: 422 unless exactly one of `patientID` and `newPatient` is given; 403 when the caller may not register
    ///   patients; everything that registering and opening throw, the fields of a new patient under `newPatient.`.
    public static func open(_ input: CounterVisitInput, in tx: Tx) throws -> CounterVisit {
        let patientID = try patient(input, in: tx)
        var visit = NewEncounter(
            patientID: patientID, departmentID: input.departmentID, practitionerID: input.practitionerID,
            priority: input.priority)
        visit.again = input.again
        let encounter = try Opening.open(visit, in: tx)
        let slip = input.printSlip == false ? nil : try TokenSlips.print(encounter, language: input.language, in: tx)
        return CounterVisit(encounter: try encounter.shown(in: tx), isNewPatient: input.patientID == nil, slip: slip)
    }

    private static func patient(_ input: CounterVisitInput, in tx: Tx) throws -> ID<Patient> {
        switch (input.patientID, input.newPatient) {
        case (let id?, nil): return id
        case (nil, let new?):
            try tx.principal.require(.patientsRegister)
            do {
                return try Registering.register(new, in: tx).id
            } catch let problem as Problem {
                throw problem.inside("newPatient")
            }
        default: throw Problem.invalid("patientID", "counter.field.onePatient")
        }
    }

    /// How a day stands: registrations and visits by what became of them.
    public static func stats(in tx: ReadTx) throws -> CounterStats {
        let day = tx.today
        let counts = try EncounterQueries.counts(on: day, in: tx)
        let count = { (status: EncounterStatus) in counts[status] ?? 0 }
        return CounterStats(
            day: day, newPatients: try PatientSummaries.registered(since: day, in: tx),
            visits: counts.values.reduce(0, +), waiting: count(.open), inProgress: count(.inProgress),
            finished: count(.finished), cancelled: count(.cancelled), leftUnseen: count(.leftUnseen))
    }

    /// Today's visits, the newest first, each with the state of its token.
    ///
    /// - Throws: 422 when `after` is no cursor of this list.
    public static func today(
        _ filter: EncounterQueries.Filter, limit: Int?, after: String?, in tx: ReadTx
    ) throws -> Page<TodayVisit> {
        var filter = filter
        filter.day = tx.today
        let page = try EncounterQueries.list(filter, limit: limit, after: after, in: tx)
        let items = try page.items.map { visit in
            TodayVisit(visit: visit, slipCopies: try TokenSlips.copies(of: visit.id, in: tx))
        }
        return Page(items: items, next: page.next)
    }
}

/// Printing token slips.
public enum TokenSlips {
    /// Prints the slip of a visit that was opened before; it comes out as it was, marked as a copy.
    ///
    /// - Throws: a 404 problem; 403 `patients.restricted.closed`; 409 `counter.slip.over` when the token was given back or the day ended before its turn.
    public static func reprint(_ id: ID<Encounter>, language: Language?, in tx: Tx) throws -> PrintedSlip {
        let visit = try EncounterQueries.require(id, in: tx)
        try RestrictedPatients.requireOpen(visit.patient, in: tx)
        guard visit.token.state != .cancelled, visit.token.state != .leftUnseen else { throw Problem.slipOver }
        return try print(visit, language: language, in: tx)
    }

    static func print(_ visit: EncounterView, language: Language?, in tx: Tx) throws -> PrintedSlip {
        let language = language ?? visit.patient.language ?? tx.hospital.language
        let paper = Paper.thermal80
        let earlier = try PrintQueue.earliest(
            of: subject(visit.id), kind: .tokenSlip, language: language, paper: paper, in: tx)
        let request: PrintRequest
        if let earlier {
            request = PrintRequest(document: earlier, subject: subject(visit.id), patientID: visit.patient.id.rawValue)
        } else {
            let made = try TokenSlipDocument(
                visit: visit, hospital: tx.hospital, text: DocumentText(tx.catalogue, language), paper: paper,
                station: try tx.principal.stationID.map { try Stations.find($0, in: tx).name },
                who: tx.principal.username, at: tx.now
            ).make(in: tx)
            request = PrintRequest(
                document: made.document, subject: subject(visit.id), patientID: visit.patient.id.rawValue,
                templateNumber: made.number, source: made.source)
        }
        let ticket = try PrintQueue.submit(request, in: tx)
        return PrintedSlip(
            documentID: ticket.documentID.description, printJobID: ticket.jobID.description, copy: ticket.copy)
    }

    static func copies(of id: ID<Encounter>, in tx: ReadTx) throws -> Int {
        try PrintQueue.copies(of: subject(id), kind: .tokenSlip, in: tx)
    }

    private static func subject(_ id: ID<Encounter>) -> PrintSubject {
        PrintSubject(type: "encounter", id: id.description)
    }
}

extension Problem {
    /// A slip for a token that is no longer called would send a patient to wait for nothing.
    static let slipOver = Problem(.conflict, "counter.slip.over")

    /// The same problem with its fields under `prefix`.
    fileprivate func inside(_ prefix: String) -> Problem {
        Problem(
            kind, code, fields: fields.map { .init(prefix + "." + $0.field, $0.code, $0.params) }, params: params)
    }
}
