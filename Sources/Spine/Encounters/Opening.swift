public import Directory
import GRDB
import Patients
public import SehatCore
public import SehatStore

/// What is needed to open a visit.
public struct NewEncounter: Codable, Hashable, Sendable {
    public var patientID: ID<Patient>
    public var departmentID: ID<Department>
    /// The person to be seen; without one the visit waits for whoever of the department is free.
    public var practitionerID: ID<Practitioner>?
    /// `opd` when absent.
    public var `class`: EncounterClass?
    /// `normal` when absent.
    public var priority: TokenPriority?
    /// True to give a second token although the patient waits in the same queue.
    public var again: Bool?

    /// An outpatient visit in turn.
    public init(
        patientID: ID<Patient>, departmentID: ID<Department>, practitionerID: ID<Practitioner>? = nil,
        priority: TokenPriority? = nil, again: Bool? = nil
    ) {
        self.patientID = patientID
        self.departmentID = departmentID
        self.practitionerID = practitionerID
        self.priority = priority
        self.again = again
    }
}

/// Opening visits.
public enum Opening {
    /// Opens a visit today with the next token of its queue; numbers of visits and tokens have no gaps.
    ///
    /// - Throws: 404 for an unknown patient, department or practitioner; 409 when department or practitioner take no
    ///   new work; 422 when the practitioner is of another department; 409 `encounters.alreadyOpen` when the patient
    ///   has a live token in the same queue and `again` is not set; 409 `patients.deceased`.
    public static func open(_ input: NewEncounter, in tx: Tx) throws -> EncounterView {
        let patient = try PatientSummaries.require(input.patientID, in: tx)
        try Deaths.requireLiving(patient.id, in: tx)
        let department = try Departments.require(input.departmentID, in: tx)
        let practitioner = try input.practitionerID.map {
            try Practitioners.require($0, of: department.id, in: tx)
        }
        var queue = try Queues.today(department, practitioner, in: tx)
        if input.again != true, let token = try live(of: patient.id, in: queue.id, tx) {
            throw Problem.alreadyOpen(token)
        }
        queue.lastSequence += 1
        queue.lastPosition += 1
        try queue.update(tx.db, columns: ["lastSequence", "lastPosition"])

        let year = queue.day.year
        let serial = try tx.nextNumber(EncounterNumber.series, year: year)
        let encounter = EncounterRecord(
            id: tx.newID(), number: EncounterNumber.format(year: year, serial: serial), patientID: patient.id,
            departmentID: department.id, practitionerID: practitioner?.id, kind: input.class ?? .opd, status: .open,
            day: queue.day, startedAt: tx.now, version: 1)
        try encounter.insert(tx.db)
        let token = newToken(for: encounter, in: queue, priority: input.priority ?? .normal, tx)
        try token.insert(tx.db)
        tx.audit(
            "encounters.encounter.opened", encounter.id, patient: patient.id,
            ["number": .text(encounter.number), "token": .text(token.label), "department": .text(department.code)])
        tx.announce(Queues.topic, queue.id.description)
        var view = EncounterView(
            encounter, token: token, patient: patient, department: department, practitioner: practitioner)
        let ahead = try QueueLine.load(queue, in: tx).ahead(of: token.id)
        view.ahead = ahead
        view.waitMinutes = Pace(queue).minutes(for: ahead)
        return view
    }

    /// Opens a visit that was written on paper, under the number of the paper, on the business day of that time.
    ///
    /// It is given the next token of that day's queue. A visit that was seen, or of a day that is over, is finished at once.
    /// - Throws: what `open` throws but `encounters.alreadyOpen`.
    public static func enter(
        _ input: NewEncounter, number: String, at: Instant, isSeen: Bool, in tx: Tx
    ) throws -> EncounterView {
        let patient = try PatientSummaries.require(input.patientID, in: tx)
        let department = try Departments.require(input.departmentID, in: tx)
        let practitioner = try input.practitionerID.map { try Practitioners.require($0, of: department.id, in: tx) }
        let day = min(tx.hospital.businessDay(of: at), tx.today)
        var queue = try Queues.today(department, practitioner, day: day, in: tx)
        queue.lastSequence += 1
        queue.lastPosition += 1
        try queue.update(tx.db, columns: ["lastSequence", "lastPosition"])
        let isOver = isSeen || day < tx.today
        if !isOver { try Deaths.requireLiving(patient.id, in: tx) }
        var encounter = EncounterRecord(
            id: tx.newID(), number: number, patientID: patient.id, departmentID: department.id,
            practitionerID: practitioner?.id, kind: input.class ?? .opd, status: isOver ? .finished : .open, day: day,
            startedAt: at, version: 1)
        encounter.endedAt = isOver ? at : nil
        try encounter.insert(tx.db)
        var token = newToken(for: encounter, in: queue, priority: input.priority ?? .normal, issuedAt: at, tx)
        if isOver {
            token.state = .done
            token.servedAt = at
            token.endedAt = at
        }
        try token.insert(tx.db)
        tx.audit(
            "encounters.encounter.entered", encounter.id, patient: patient.id,
            ["number": .text(number), "token": .text(token.label), "department": .text(department.code)])
        tx.announce(Queues.topic, queue.id.description)
        return EncounterView(
            encounter, token: token, patient: patient, department: department, practitioner: practitioner)
    }

    private static func newToken(
        for encounter: EncounterRecord, in queue: QueueRecord, priority: TokenPriority, issuedAt: Instant? = nil,
        _ tx: Tx
    ) -> TokenRecord {
        TokenRecord(
            id: tx.newID(), encounterID: encounter.id, queueID: queue.id, patientID: encounter.patientID,
            day: queue.day, sequence: queue.lastSequence,
            label: TokenLabel.format(letters: queue.letters, sequence: queue.lastSequence), state: .waiting,
            priority: priority, position: queue.lastPosition, room: queue.room, calls: 0, issuedAt: issuedAt ?? tx.now,
            version: 1)
    }

    private static func live(of patient: ID<Patient>, in queue: ID<Queue>, _ tx: ReadTx) throws -> TokenRecord? {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM encountersToken WHERE queueID = ? AND patientID = ?
                AND state IN ('waiting', 'called', 'serving', 'skipped') ORDER BY id LIMIT 1
                """)
        return try TokenRecord.fetchOne(statement, arguments: [queue, patient])
    }
}

/// The queues of a day, made when their first token is given.
enum Queues {
    /// What is announced after every change of a queue, with the queue's id.
    static let topic = "encounters.queue"

    /// - Parameter day: a business day that is over for what was written on paper; today where nil.
    static func today(
        _ department: Department, _ practitioner: Practitioner?, day: CalendarDay? = nil, in tx: Tx
    ) throws -> QueueRecord {
        let day = day ?? tx.today
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM encountersQueue
                WHERE day = ? AND departmentID = ? AND ifnull(practitionerID, 0) = ?
                """)
        if let queue = try QueueRecord.fetchOne(
            statement, arguments: [day, department.id, practitioner?.id.rawValue ?? 0])
        {
            return queue
        }
        if day == tx.today { try ClosingDays.schedule(after: day, in: tx) }
        let queue = QueueRecord(
            id: tx.newID(), day: day, departmentID: department.id, practitionerID: practitioner?.id,
            letters: practitioner?.tokenLetters ?? department.tokenLetters, room: practitioner?.room ?? department.room,
            lastSequence: 0, lastPosition: 0, normalCalls: 0, calledTokens: 0)
        try queue.insert(tx.db)
        return queue
    }

    /// - Throws: a 404 problem when there is no such queue.
    static func find(_ id: ID<Queue>, in tx: ReadTx) throws -> QueueRecord {
        guard let queue = try tx.row(QueueRecord.self, id) else { throw Problem.queueNotFound }
        return queue
    }
}
