import SehatCore
import SehatStore
import SehatWeb

/// The routes of further telephones and addresses.
enum ContactPointEndpoints {
    static let all: [Endpoint] = [
        .command(
            "/patients/{id}/contact-points", "patients.contactPoint.add", .requires(.patientsUpdate),
            "Notes another telephone or address of a patient", status: 201
        ) { (call: Call<NewContactPoint>, tx: Tx) in
            Page(items: try ContactPoints.add(try call.id(), call.input, in: tx))
        },
        .command(
            "/patients/{id}/contact-points/{pointID}/prefer", "patients.contactPoint.prefer",
            .requires(.patientsUpdate), "Makes it the preferred telephone or address; the one before is kept"
        ) { (call: Call<NoInput>, tx: Tx) in
            Page(items: try ContactPoints.prefer(try call.id("pointID"), of: try call.id(), in: tx))
        },
        .command(
            .delete, "/patients/{id}/contact-points/{pointID}", "patients.contactPoint.remove",
            .requires(.patientsUpdate), "Takes a telephone or address off"
        ) { (call: Call<NoInput>, tx: Tx) in
            Page(items: try ContactPoints.remove(try call.id("pointID"), of: try call.id(), in: tx))
        },
    ]
}
