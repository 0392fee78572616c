import DelimitedText
import Foundation
import GRDB
import SehatCore
import SehatStore
import SehatWeb

/// The routes of imports.
enum ImportEndpoints {
    static let all: [Endpoint] = [receive, faults] + looking + working + profiles

    private static let receive = Endpoint.raw(
        .post, "/patients/imports", "patients.import.receive", .requires(.patientsImport),
        "Takes a file of patients in: delimited text whose first line holds the headings.",
        shape: .json(NoInput.self, ImportView.self, status: 201)
    ) { call in try .json(try await ImportReceiving.receive(call), status: 201) }
    .bodyLimit(ImportReceiving.limit)
    .explained(
        """
        The body is the file as it is; `name` in the query is its name, `encoding` says how it is written where that is \
        not found out: `utf8`, `utf16LittleEndian`, `utf16BigEndian`, `windows1256`. Then `check` makes a dry run, `run` \
        registers; both work in the background and go on after a restart. Rows that repeat a row of an earlier part of \
        the file are found by the run, not by the dry run.
        """)

    private static let looking: [Endpoint] = [
        .query("/patients/imports", "patients.import.list", .requires(.patientsImport), "Imports, the newest first") {
            (call: Call<ListInput>, tx: ReadTx) in
            try ImportRows.list(limit: call.input.limit, after: call.input.after, in: tx)
        },
        .query(
            "/patients/imports/{id}", "patients.import.read", .requires(.patientsImport), "One import and how far it is"
        ) {
            (call: Call<NoInput>, tx: ReadTx) in try ImportRows.require(try call.id(), in: tx)
        },
        .query(
            "/patients/imports/{id}/faulty-rows", "patients.import.faultyRows", .requires(.patientsImport),
            "The rows that were not taken, as they stand in the file; `faults` has them for a spreadsheet"
        ) { (call: Call<ListInput>, tx: ReadTx) in
            let view = try ImportRows.require(try call.id(), in: tx)
            let limit = PageLimit.clamp(call.input.limit)
            guard let after = call.input.after.map({ Int($0) }) ?? 0 else {
                throw Problem.invalid("after", "app.field.type")
            }
            let found = try ImportRows.faults(of: view.id, after: after, limit: limit, in: tx)
            let rows = found.map { row, fault in
                FaultyRow(
                    row: row, heading: heading(of: fault.field, view), value: fault.value, code: fault.code,
                    params: fault.params)
            }
            return Page(items: rows, next: found.count < limit ? nil : found.last.map { String($0.row) })
        },
    ]

    /// One mistake of one row of the file.
    struct FaultyRow: Codable, Sendable {
        /// The line of the file as a spreadsheet counts it; the headings are the first.
        let row: Int
        let heading: String
        /// The cell as it stands in the file.
        let value: String
        /// The words are in the catalogue under `field.` and this code.
        let code: String
        let params: [String: String]
    }

    private static let working: [Endpoint] = [
        .command(
            "/patients/imports/{id}/check", "patients.import.check", .requires(.patientsImport),
            "Begins a dry run: every row is checked, nobody is registered"
        ) { (call: Call<BeginInput>, tx: Tx) in
            try ImportRunning.begin(
                try call.id(), mapping: call.input.mapping, isDry: true, version: call.ifMatch ?? call.input.version,
                in: tx)
        }
        .explained("While the state is `checking` or `checked`, `registered` counts who would be registered."),
        .command(
            "/patients/imports/{id}/run", "patients.import.run", .requires(.patientsImport),
            "Registers the rows; goes on where it was stopped"
        ) { (call: Call<BeginInput>, tx: Tx) in
            try ImportRunning.begin(
                try call.id(), mapping: call.input.mapping, isDry: false, version: call.ifMatch ?? call.input.version,
                in: tx)
        },
        .command(
            "/patients/imports/{id}/stop", "patients.import.stop", .requires(.patientsImport),
            "Stops after the rows at work"
        ) {
            (call: Call<NoInput>, tx: Tx) in try ImportRunning.stop(try call.id(), in: tx)
        },
        .command(
            "/patients/imports/{id}/undo", "patients.import.undo", .requires(.patientsImport),
            "Takes back every patient of the import to whom nothing has happened since"
        ) { (call: Call<UndoInput>, tx: Tx) in try ImportUndoing.begin(try call.id(), reason: call.input.reason, in: tx)
        },
        .command(
            .delete, "/patients/imports/{id}", "patients.import.discard", .requires(.patientsImport),
            "Throws the file and its report away; patients stay"
        ) { (call: Call<NoInput>, tx: Tx) in
            try ImportRunning.discard(try call.id(), in: tx)
            return NoOutput()
        },
    ]

    private static let profiles: [Endpoint] = [
        .query(
            "/patients/import-profiles", "patients.import.profiles", .requires(.patientsImport),
            "Saved mappings, by name"
        ) {
            (_: Call<NoInput>, tx: ReadTx) in Page(items: try ImportRows.profiles(in: tx))
        },
        .command(
            "/patients/import-profiles", "patients.import.saveProfile", .requires(.patientsImport),
            "Saves a mapping under a name, in place of the one of that name"
        ) { (call: Call<ProfileInput>, tx: Tx) in try save(call.input, in: tx) },
        .command(
            .delete, "/patients/import-profiles/{id}", "patients.import.removeProfile", .requires(.patientsImport),
            "Removes a saved mapping"
        ) { (call: Call<NoInput>, tx: Tx) in
            let id = try call.id(as: ImportProfile.self)
            try tx.db.execute(sql: "DELETE FROM patientsImportProfile WHERE id = ?", arguments: [id])
            guard tx.db.changesCount == 1 else { throw Problem.notFound("profile") }
            tx.audit("patients.import.profileRemoved", id)
            return NoOutput()
        },
    ]

    struct ListInput: Codable, Sendable {
        var limit: Int?
        var after: String?
    }

    struct BeginInput: Codable, Sendable {
        /// The mapping that the import has, when absent.
        var mapping: ImportMapping?
        var version: Int64?
    }

    struct UndoInput: Codable, Sendable {
        var reason: String
    }

    struct ProfileInput: Codable, Sendable {
        var name: String
        var mapping: ImportMapping
    }

    private static func save(_ input: ProfileInput, in tx: Tx) throws -> ImportProfile {
        var checks = FieldChecks()
        let name = checks.line("name", input.name, limit: 60)
        checks.expect(
            !input.mapping.columns.isEmpty && input.mapping.columns.count <= 100, "mapping", "patients.field.importName"
        )
        try checks.finish()
        let known = try ImportProfile.fetchOne(
            tx.db, sql: "SELECT * FROM patientsImportProfile WHERE name = ?", arguments: [name])
        let profile = ImportProfile(
            id: known?.id ?? tx.newID(), name: name, mapping: input.mapping, savedAt: tx.now,
            savedByName: tx.principal.username)
        try profile.save(tx.db)
        tx.audit("patients.import.profileSaved", profile.id)
        return profile
    }

    private static let faults = Endpoint.raw(
        .get, "/patients/imports/{id}/faults", "patients.import.faults", .requires(.patientsImport),
        "What was wrong with which row, as delimited text for a spreadsheet, in the language of the request.",
        shape: RawShape(contentType: "text/csv")
    ) { call in
        let id: ID<PatientImport> = try call.request.id()
        let (store, principal, language) = (call.store, call.principal, call.request.language)
        let view = try await store.read(as: principal) { tx in try ImportRows.require(id, in: tx) }
        return RawAnswer(
            headers: [
                ("content-type", "text/csv; charset=utf-8"),
                ("content-disposition", "attachment; filename=\"import-\(id)-report.csv\""),
            ],
            body: .stream { writer in
                let words = { (key: String) in store.catalogue.text("patients.import.report.\(key)", language) }
                try await writer.write(
                    DelimitedLine.byteOrderMark
                        + DelimitedLine.of([words("row"), words("column"), words("value"), words("problem")]))
                var last = 0
                while true {
                    let after = last
                    let found = try await store.read(as: principal) { tx in
                        try ImportRows.faults(of: id, after: after, limit: 500, in: tx)
                    }
                    guard let end = found.last?.row else { break }
                    last = end
                    let lines = found.map { row, fault in
                        DelimitedLine.of([
                            String(row), heading(of: fault.field, view), fault.value,
                            store.catalogue.text("field.\(fault.code)", language, fault.params),
                        ])
                    }
                    try await writer.write(lines.joined())
                }
            })
    }

    /// The heading of the column that a field came from.
    private static func heading(of field: String, _ view: ImportView) -> String {
        view.mapping.columns.first { $0.field.rawValue == field }?.heading ?? (field == "row" ? "" : field)
    }
}
