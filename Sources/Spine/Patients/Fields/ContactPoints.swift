import GRDB
import SehatCore
import SehatStore

/// The further telephones and addresses of patients. The preferred one of each form stands in the record itself, so there is
/// never more than one; whoever searches by telephone finds all of them.
enum ContactPoints {
    /// How many a patient has at most, both forms together.
    static let limit = 20
    /// How many come with one registration.
    static let registrationLimit = 6

    /// What was typed in the form in which it is stored; each once.
    static func clean(
        _ list: [NewContactPoint], home: Currency, _ checks: inout FieldChecks
    ) -> [NewContactPoint] {
        checks.expect(
            list.count <= registrationLimit, "contactPoints", "patients.field.tooManyContactPoints",
            ["limit": String(registrationLimit)])
        var clean: [NewContactPoint] = []
        for (index, point) in list.prefix(registrationLimit).enumerated() {
            guard let one = self.clean(point, field: "contactPoints.\(index).value", home: home, &checks) else {
                continue
            }
            if !clean.contains(where: { $0.form == one.form && $0.value == one.value }) { clean.append(one) }
        }
        return clean
    }

    private static func clean(
        _ point: NewContactPoint, field: String, home: Currency, _ checks: inout FieldChecks
    ) -> NewContactPoint? {
        var clean = point
        switch point.form {
        case .phone:
            let number = checks.collect { () throws(Problem) in
                try PhoneNumber.e164(point.value, home: home, field: field)
            }
            guard let number else { return nil }
            clean.value = number
        case .address: clean.value = checks.line(field, point.value, limit: 300)
        }
        return clean
    }

    /// - Throws: 404; 403 for a closed record; 422 for a value that is none; 409 when the patient has it already or has too
    ///   many.
    static func add(_ id: ID<Patient>, _ input: NewContactPoint, in tx: Tx) throws -> [ContactPointView] {
        let record = try record(id, in: tx)
        var checks = FieldChecks()
        let point = clean(input, field: "value", home: tx.hospital.currency, &checks)
        try checks.finish()
        guard let point else { return try list(of: record.id, in: tx) }
        let known = try list(of: record.id, in: tx)
        if record.preferred(point.form) == point.value || known.contains(where: { $0.same(as: point) }) {
            throw Problem(.conflict, "patients.contactPoint.known")
        }
        guard known.count < limit else {
            throw Problem(.conflict, "patients.contactPoint.tooMany", params: ["limit": String(limit)])
        }
        if record.preferred(point.form) == nil {
            try setPreferred(point.form, point.value, point.use, of: record, in: tx)
            return try list(of: record.id, in: tx)
        }
        let row = try insert(point, of: record.id, in: tx)
        try noteChange(record, "patients.contactPoint.added", row, in: tx)
        return point.isPreferred == true ? try prefer(row.id, of: id, in: tx) : try list(of: record.id, in: tx)
    }

    /// - Throws: 404; 403 for a closed record.
    static func remove(_ point: ID<ContactPoint>, of id: ID<Patient>, in tx: Tx) throws -> [ContactPointView] {
        let record = try record(id, in: tx)
        let row = try row(point, of: record.id, in: tx)
        try row.delete(tx.db)
        try noteChange(record, "patients.contactPoint.removed", row, in: tx)
        return try list(of: record.id, in: tx)
    }

    /// Makes one the preferred of its form; the one before becomes a further one. Both keep what they are used for.
    ///
    /// - Throws: 404; 403 for a closed record.
    static func prefer(_ point: ID<ContactPoint>, of id: ID<Patient>, in tx: Tx) throws -> [ContactPointView] {
        let record = try record(id, in: tx)
        let row = try row(point, of: record.id, in: tx)
        try row.delete(tx.db)
        if let before = record.preferred(row.form) {
            try insert(
                NewContactPoint(form: row.form, value: before, use: record.preferredUse(row.form)), of: record.id,
                in: tx)
        }
        tx.audit("patients.contactPoint.preferred", row.id, patient: record.id, ["form": .text(row.form.rawValue)])
        try setPreferred(row.form, row.value, row.use, of: record, in: tx)
        return try list(of: record.id, in: tx)
    }

    /// In the order in which they were noted; what a merge brought twice stands once.
    static func list(of id: ID<Patient>, in tx: ReadTx) throws -> [ContactPointView] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT id, form, use, value FROM patientsContactPoint WHERE patientID = ? ORDER BY id")
        var shown: [ContactPointView] = []
        for row in try Row.fetchAll(statement, arguments: [id]) {
            let point = ContactPointView(id: row["id"], form: row["form"], use: row["use"], value: row["value"])
            if !shown.contains(where: { $0.form == point.form && $0.value == point.value }) { shown.append(point) }
        }
        return shown
    }

    /// The telephones beside the preferred one.
    static func phones(of id: ID<Patient>, in tx: ReadTx) throws -> [String] {
        try tx.db.cachedStatement(
            sql: "SELECT value FROM patientsContactPoint WHERE patientID = ? AND form = 'phone' ORDER BY id"
        ).all({ $0.add(id) }, { $0.string(0) })
    }

    /// Stores checked ones, as with a registration.
    static func insert(_ points: [NewContactPoint], of id: ID<Patient>, in tx: Tx) throws {
        for point in points { try insert(point, of: id, in: tx) }
    }

    @discardableResult
    private static func insert(_ point: NewContactPoint, of id: ID<Patient>, in tx: Tx) throws -> ContactPointRecord {
        let row = ContactPointRecord(
            id: tx.newID(), patientID: id, form: point.form, use: point.use ?? .other, value: point.value,
            phoneKey: point.form == .phone ? PhoneNumber.searchKey(e164: point.value) : nil, createdAt: tx.now,
            createdByName: tx.principal.username)
        try row.insert(tx.db)
        return row
    }

    private static func record(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientRecord {
        let record = try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx)
        try RestrictedPatients.requireOpen(record, in: tx)
        return record
    }

    private static func row(
        _ point: ID<ContactPoint>, of id: ID<Patient>, in tx: ReadTx
    ) throws -> ContactPointRecord {
        guard let row = try tx.row(ContactPointRecord.self, point), row.patientID == id else {
            throw Problem(.notFound, "patients.contactPoint.notFound")
        }
        return row
    }

    private static func setPreferred(
        _ form: ContactForm, _ value: String, _ use: ContactUse?, of record: PatientRecord, in tx: Tx
    ) throws {
        var change = PatientChange()
        switch form {
        case .phone: change.phone = value
        case .address: change.address = value
        }
        _ = try Registering.update(record.id, change, version: record.version, in: tx)
        let column = form == .phone ? "phoneUse" : "addressUse"
        try tx.db.cachedStatement(sql: "UPDATE patientsPatient SET \(column) = ? WHERE id = ?")
            .execute(arguments: [use, record.id])
    }

    /// The record counts as changed, so that nobody goes on with what they saw before.
    private static func noteChange(
        _ record: PatientRecord, _ action: String, _ row: ContactPointRecord, in tx: Tx
    ) throws {
        var record = record
        record.updatedAt = tx.now
        record.version += 1
        try record.update(tx.db)
        tx.audit(
            action, row.id, patient: record.id, ["form": .text(row.form.rawValue), "use": .text(row.use.rawValue)])
        tx.announce("patients.patient", record.id.description)
    }
}

extension ContactPoints {
    /// Before a merge: what the surviving record gives up of its own, or does not take from the other, becomes a further
    /// telephone or address of the record that it came from; the rows then go over with all others.
    static func keepBoth(
        _ survivor: PatientRecord, _ loser: PatientRecord, after: PatientFacts, in tx: Tx
    ) throws {
        for (record, form) in [(survivor, ContactForm.phone), (survivor, .address), (loser, .phone), (loser, .address)]
        {
            let stays = form == .phone ? after.phone : after.address
            guard let value = record.preferred(form), value != stays else { continue }
            try insert(
                NewContactPoint(form: form, value: value, use: record.preferredUse(form)), of: record.id, in: tx)
        }
    }

    /// After a merge or its undoing: what is the preferred one again needs no row of its own.
    static func dropDoubles(of record: PatientRecord, in tx: Tx) throws {
        for form in ContactForm.allCases {
            guard let value = record.preferred(form) else { continue }
            try tx.db.cachedStatement(
                sql: "DELETE FROM patientsContactPoint WHERE patientID = ? AND form = ? AND value = ?"
            ).execute(arguments: [record.id, form, value])
        }
    }
}

extension PatientRecord {
    /// The preferred telephone or address.
    func preferred(_ form: ContactForm) -> String? { form == .phone ? phone : address }

    /// What the preferred one is used for; the patient's own telephone and home where nobody said otherwise.
    func preferredUse(_ form: ContactForm) -> ContactUse {
        form == .phone ? phoneUse ?? .own : addressUse ?? .home
    }
}

extension ContactPointView {
    fileprivate func same(as point: NewContactPoint) -> Bool { form == point.form && value == point.value }
}
