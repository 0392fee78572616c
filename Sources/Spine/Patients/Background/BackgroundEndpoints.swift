import SehatCore
import SehatStore
import SehatWeb

/// What is known about a patient beside the record itself.
struct PatientBackground: Codable, Sendable {
    let death: DeathView?
    let relations: [RelationView]
    let contacts: [ContactView]
    let consents: [ConsentView]

    /// The access log notes that it was seen.
    static func open(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientBackground {
        let id = try PatientSummaries.require(id, in: tx).id
        try RestrictedPatients.requireOpen(id, in: tx)
        tx.viewed(id, "patients.background.read")
        return PatientBackground(
            death: try Deaths.current(of: id, in: tx), relations: try Relations.list(of: id, in: tx),
            contacts: try Contacts.list(of: id, in: tx), consents: try Consents.list(of: id, in: tx))
    }
}

/// Why something is taken back.
struct WithdrawInput: Codable, Sendable {
    var reason: String
}

/// The routes of family, contacts, consents and death.
enum BackgroundEndpoints {
    static let all: [Endpoint] = family + consents + deaths

    private static let family: [Endpoint] = [
        .query(
            "/patients/{id}/background", "patients.background.read", .requires(.patientsRead),
            "Family, people to call, consents and death of a patient; the access log notes it"
        ) { (call: Call<NoInput>, tx: ReadTx) in try PatientBackground.open(try call.id(), in: tx) },
        .command(
            "/patients/{id}/relations", "patients.relation.add", .requires(.patientsUpdate),
            "Notes that another patient is a relative", status: 201
        ) { (call: Call<NewRelation>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(items: try Relations.add(try call.id(), call.input, in: tx))
        },
        .command(
            .delete, "/patients/{id}/relations/{relationID}", "patients.relation.remove", .requires(.patientsUpdate),
            "Takes a relative off"
        ) { (call: Call<NoInput>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(items: try Relations.remove(try call.id("relationID"), of: try call.id(), in: tx))
        },
        .command(
            "/patients/{id}/newborns", "patients.newborn.register", .requires(.patientsRegister),
            "Registers a child born to this patient, linked to her", status: 201
        ) { (call: Call<NewNewborn>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return try Newborns.register(of: try call.id(), call.input, in: tx)
        },
        .command(
            "/patients/{id}/contacts", "patients.contact.add", .requires(.patientsUpdate),
            "Notes somebody to call about the patient", status: 201
        ) { (call: Call<NewContact>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(items: try Contacts.add(try call.id(), call.input, in: tx))
        },
        .command(
            .delete, "/patients/{id}/contacts/{contactID}", "patients.contact.remove", .requires(.patientsUpdate),
            "Takes somebody to call off"
        ) { (call: Call<NoInput>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(items: try Contacts.remove(try call.id("contactID"), of: try call.id(), in: tx))
        },
    ]

    private static let consents: [Endpoint] = [
        .command(
            "/patients/{id}/consents", "patients.consent.give", .requires(.patientsUpdate),
            "Notes a consent with the version of the form that was signed", status: 201
        ) { (call: Call<NewConsent>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(items: try Consents.give(try call.id(), call.input, in: tx))
        },
        .command(
            "/patients/{id}/consents/{consentID}/withdraw", "patients.consent.withdraw", .requires(.patientsUpdate),
            "Notes that a consent was withdrawn"
        ) { (call: Call<WithdrawInput>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            return Page(
                items: try Consents.withdraw(
                    try call.id("consentID"), of: try call.id(), reason: call.input.reason, in: tx))
        },
    ]

    private static let deaths: [Endpoint] = [
        .command(
            "/patients/{id}/death", "patients.death.note", .requires(.patientsNoteDeath),
            "Notes that the patient has died"
        ) { (call: Call<NewDeath>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            _ = try Deaths.note(try call.id(), call.input, in: tx)
            return try PatientBackground.open(try call.id(), in: tx)
        },
        .command(
            "/patients/{id}/death/withdraw", "patients.death.withdraw", .requires(.patientsNoteDeath),
            "Takes back a death that was noted by mistake"
        ) { (call: Call<WithdrawInput>, tx: Tx) in
            try RestrictedPatients.requireOpen(try call.id(), in: tx)
            try Deaths.withdraw(of: try call.id(), reason: call.input.reason, in: tx)
            return try PatientBackground.open(try call.id(), in: tx)
        },
    ]
}
