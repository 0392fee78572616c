import Directory
import Documents
import Encounters
import Patients
public import PrintQueue
import SehatCore
import SehatStore

extension DowntimePart {
    /// What the spine knows: queues, the patients of the day, prices, and forms for registering, tokens and the bedside.
    public static let hospital: [DowntimePart] = [queues, patients, prices, bedside]

    /// Today's queues as they stand, those of the place's department first.
    private static let queues = DowntimePart("encounters", series: [visitSeries]) { scope, tx in
        let queues = try QueueLists.list(day: nil, in: tx)
        let own = queues.filter { $0.department.id == scope.place.departmentID }
        let others = queues.filter { $0.department.id != scope.place.departmentID }
        return try (own + others).map { try section($0, scope, tx) }
    } forms: { scope, numbers in
        (numbers[.visit] ?? []).map { PaperForms.token($0, scope.text) }
    }

    private static func section(_ queue: QueueView, _ scope: DowntimeScope, _ tx: ReadTx) throws -> DowntimeSection {
        let language = scope.text.language
        var title: [Inline] = scope.text("word.queue") + [.text(": "), .name(queue.department.name[language])]
        if let practitioner = queue.practitioner { title += [.text(", "), .name(practitioner.name[language])] }
        let rows = try QueueLists.line(queue.id, in: tx).map { visit -> [[Inline]] in
            [
                [.identifier(visit.token.number)], scope.text("encounters.tokenState.\(visit.token.state.rawValue)"),
                [.identifier(visit.patient.mrn)], names(visit.patient, scope), sexAge(visit.patient, scope),
                [scope.hospital.inline(visit.token.issuedAt)],
            ]
        }
        return .list(
            "queue.\(queue.id)", title: title,
            columns: [
                ("word.token", .natural), ("word.status", .natural), ("downtime.mrn", .natural),
                ("word.name", .share(1)),
                ("word.age", .natural), ("word.time", .natural),
            ], rows: rows, scope.text)
    }

    /// Everybody who was here today or is still expected, by record number, with room to write allergies down: the record
    /// has none yet.
    private static let patients = DowntimePart("patients", series: [patientSeries]) { scope, tx in
        var seen: [ID<Patient>: EncounterView] = [:]
        var after: String?
        repeat {
            let page = try EncounterQueries.list(.init(day: tx.today), limit: 200, after: after, in: tx)
            for visit in page.items where seen[visit.patient.id] == nil { seen[visit.patient.id] = visit }
            after = page.next
        } while after != nil
        let rows = seen.values.sorted { $0.patient.mrn < $1.patient.mrn }.map { visit -> [[Inline]] in
            [
                [.identifier(visit.patient.mrn)], names(visit.patient, scope), sexAge(visit.patient, scope),
                phone(visit.patient), [.name(visit.department.name[scope.text.language])], [],
            ]
        }
        return [
            .list(
                "patients", title: scope.text("downtime.section.patients"),
                columns: [
                    ("downtime.mrn", .natural), ("word.name", .share(3)), ("word.age", .natural),
                    ("word.phone", .natural),
                    ("word.department", .share(1)), ("downtime.allergies", .share(2)),
                ], rows: rows, scope.text)
        ]
    } forms: { scope, numbers in
        (numbers[.patient] ?? []).map { PaperForms.registration($0, scope.text) }
    }

    /// What is done for money and what it costs today.
    private static let prices = DowntimePart("directory") { scope, tx in
        var rows: [[[Inline]]] = []
        var after: String?
        repeat {
            let page = try Services.list(text: nil, department: nil, limit: 200, after: after, in: tx)
            rows += page.items.map { service in
                [
                    [.identifier(service.code)], [.name(service.name[scope.text.language])],
                    service.price.map { [.money($0)] } ?? [.text("-")],
                ]
            }
            after = page.next
        } while after != nil
        return [
            .list(
                "prices", title: scope.text("downtime.section.prices"),
                columns: [("billing.code", .natural), ("word.service", .share(1)), ("word.rate", .natural)], rows: rows,
                scope.text)
        ]
    }

    /// Forms without numbers: a patient's record number is written on them.
    private static let bedside = DowntimePart(
        "bedside",
        blank: { scope, _ in
            guard scope.place.forms > 0 else { return [] }
            return (0..<scope.place.forms).map { _ in PaperForms.vitals(scope.text) }
                + (0..<scope.place.forms).map { _ in PaperForms.prescription(scope.text) }
        })

    /// A part of forms alone.
    private init(_ name: String, blank: @escaping @Sendable (DowntimeScope, FormNumbers) -> [[Block]]) {
        self.init(name, forms: blank)
    }

    private static let patientSeries = ReservedSeries(.patient) { tx in
        let taken = try RecordNumber.reserve(in: tx)
        return ReservedSeries.Taken(taken.number, serial: taken.serial)
    }

    private static let visitSeries = ReservedSeries(.visit, year: { $0.today.year }) { tx in
        let year = tx.today.year
        let taken = try EncounterNumber.reserve(year: year, in: tx)
        return ReservedSeries.Taken(taken.number, year: year, serial: taken.serial)
    }

    /// Both scripts; a restricted record shows its number alone.
    static func names(_ patient: PatientSummary, _ scope: DowntimeScope) -> [Inline] {
        if patient.isRestricted == true { return scope.text("downtime.restricted") }
        let other = patient.names.other.map { [Inline.text(" / "), .name($0)] } ?? []
        return [.name(patient.names.primary)] + other
    }

    private static func phone(_ patient: PatientSummary) -> [Inline] {
        patient.isRestricted == true ? [] : patient.phone.map { [.phone($0)] } ?? []
    }

    static func sexAge(_ patient: PatientSummary, _ scope: DowntimeScope) -> [Inline] {
        let sex = scope.text("patients.sex.\(patient.sex.rawValue)")
        guard let age = patient.age else { return sex }
        let isChild = age.years < 2
        return sex + [
            .text(" "),
            .quantity(
                Int64(isChild ? age.years * 12 + age.months : age.years),
                unit: scope.text.string(isChild ? "patients.age.months" : "patients.age.years")),
        ]
    }
}
