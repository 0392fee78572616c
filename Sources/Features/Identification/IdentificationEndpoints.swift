import Patients
import SehatCore
import SehatStore
import SehatWeb

/// The routes of wristbands and cards.
enum IdentificationEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/patients/{id}/identification", "identification.patient.read", .requires(.patientsRead),
            "Whether there is a photo, and which wristbands and cards were issued"
        ) { (call: Call<NoInput>, tx: ReadTx) in try Identification.view(try call.id(), in: tx) },
        .command(
            "/patients/{id}/wristband", "identification.wristband.print", .requires(.identificationPrint),
            "Issues a wristband and prints it; from the second on it takes a reason", status: 201
        ) { (call: Call<WristbandInput>, tx: Tx) in
            try Issuing.wristband(try call.id(), call.input, in: tx)
        }
        .explained(
            """
            With the hospital's GS1 company prefix the band bears a GS1 DataMatrix with the Global Service Relation Number (8018), \
            the number of the issue (8019) and the record number (91); without one a QR code of the product's own label. A \
            child below a year wears the infant's band, with the mother's name where she is noted.
            """),
        .command(
            "/patients/{id}/card", "identification.card.print", .requires(.identificationPrint),
            "Issues a patient card and prints it; from the second on it takes a reason", status: 201
        ) { (call: Call<CardInput>, tx: Tx) in try Issuing.card(try call.id(), call.input, in: tx) },
        .query(
            "/identification-settings", "identification.settings.read", .requires(.patientsRead),
            "The hospital's GS1 company prefix"
        ) { (_: Call<NoInput>, tx: ReadTx) in try IdentificationSettings.inUse(in: tx) },
        .command(
            .put, "/identification-settings", "identification.settings.set", .requires(.identificationConfigure),
            "Sets the hospital's GS1 company prefix"
        ) { (call: Call<IdentificationSettingsInput>, tx: Tx) in
            try IdentificationSettings.update(call.input, in: tx)
        },
    ]
}
