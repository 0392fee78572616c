import SehatCore
import SehatStore
import SehatWeb

/// The routes of departments, practitioners and stations.
enum DirectoryEndpoints {
    static let all: [Endpoint] = departments + practitioners + stations + ServiceEndpoints.all

    private static let departments: [Endpoint] = [
        .query(
            "/departments", "directory.department.list", .requires(.directoryView), "All departments"
        ) { (_: Call<NoInput>, tx: ReadTx) in Page(items: try Departments.list(in: tx)) },
        .command(
            "/departments", "directory.department.create", .requires(.directoryManage), "Makes a department",
            status: 201
        ) { (call: Call<NewDepartment>, tx: Tx) in try Departments.create(call.input, in: tx) },
        .command(
            .patch, "/departments/{id}", "directory.department.update", .requires(.directoryManage),
            "Changes a department"
        ) { (call: Call<DepartmentChange>, tx: Tx) in
            try Departments.update(
                try call.id(), call.input, version: try call.version(call.input.version), in: tx)
        },
    ]

    private static let practitioners: [Endpoint] = [
        .query(
            "/practitioners", "directory.practitioner.list", .requires(.directoryView),
            "The practitioners of a department, or all"
        ) { (call: Call<OfDepartment>, tx: ReadTx) in
            Page(items: try Practitioners.list(department: call.input.departmentID, in: tx))
        },
        .command(
            "/practitioners", "directory.practitioner.create", .requires(.directoryManage), "Adds a practitioner",
            status: 201
        ) { (call: Call<NewPractitioner>, tx: Tx) in try Practitioners.create(call.input, in: tx) },
        .command(
            .patch, "/practitioners/{id}", "directory.practitioner.update", .requires(.directoryManage),
            "Changes a practitioner"
        ) { (call: Call<PractitionerChange>, tx: Tx) in
            try Practitioners.update(
                try call.id(), call.input, version: try call.version(call.input.version), in: tx)
        },
    ]

    private static let stations: [Endpoint] = [
        .query(
            "/stations", "directory.station.list", .requires(.directoryView), "All stations"
        ) { (_: Call<NoInput>, tx: ReadTx) in Page(items: try Stations.list(in: tx)) },
        .command(
            "/stations", "directory.station.create", .requires(.directoryManage), "Adds a station", status: 201
        ) { (call: Call<NewStation>, tx: Tx) in try Stations.create(call.input, in: tx) },
        .command(
            .patch, "/stations/{id}", "directory.station.update", .requires(.directoryManage), "Changes a station"
        ) { (call: Call<StationChange>, tx: Tx) in
            try Stations.update(try call.id(), call.input, version: try call.version(call.input.version), in: tx)
        },
    ]

    struct OfDepartment: Codable, Sendable {
        var departmentID: ID<Department>?
    }
}

extension Call {
    /// The version that the caller has seen: from `If-Match`, else from the body.
    ///
    /// - Throws: 422 when neither says it.
    func version(_ inBody: Int64?) throws -> Int64 {
        guard let version = ifMatch ?? inBody else { throw Problem.invalid("version", "app.field.required") }
        return version
    }
}
