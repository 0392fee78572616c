import Names
import SehatCore
import SehatStore
import SehatWeb

/// A name in the other script, proposed while somebody types it.
struct NameProposal: Codable, Sendable {
    /// Absent where nothing can be proposed: the text holds no letters, or those of several scripts.
    let otherName: String?
}

/// Proposing the name in the other script.
enum NameProposals {
    struct Input: Codable, Sendable {
        var name: String
    }

    static let endpoint = Endpoint.query(
        "/patient-name-proposal", "patients.name.propose", .requires(.patientsRead),
        "How a name is likely written in the other script: Latin for names in other letters, else the hospital's own"
    ) { (call: Call<Input>, tx: ReadTx) in
        NameProposal(otherName: propose(call.input.name, for: tx.hospital))
    }

    /// Latin for a name in other letters; for one in Latin the letters of the hospital's language, and where that is English,
    /// those that its country writes beside English.
    static func propose(_ name: String, for hospital: HospitalProfile) -> String? {
        let name = InputText.line(String(name.prefix(PatientChecks.nameLimit)))
        guard Transliteration.script(of: name) == .latin else { return Transliteration.propose(name, in: .latin) }
        let target: Names.NameScript =
            switch hospital.language {
            case .hi: .devanagari
            case .ur, .ar: .arabic
            case .en: hospital.currency == .INR ? .devanagari : .arabic
            }
        return Transliteration.propose(name, in: target)
    }
}
