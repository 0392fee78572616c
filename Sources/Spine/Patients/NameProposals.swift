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
        NameProposal(otherName: try propose(call.input.name, for: tx.hospital, in: tx))
    }

    /// Latin for a name in other letters; for one in Latin the letters of the hospital's language, and where that is English,
    /// those that its country writes beside English. A word is written as this hospital mostly wrote it before.
    static func propose(_ name: String, for hospital: HospitalProfile, in tx: ReadTx) throws -> String? {
        let name = InputText.line(String(name.prefix(PatientChecks.nameLimit)))
        let target = Transliteration.script(of: name) == .latin ? other(of: hospital) : .latin
        let words = Transliteration.words(of: name)
        let known = try RegisteredSpellings(tx).spellings(of: words, in: target.script)
        return Transliteration.propose(name, as: target, known: known)
    }

    private static func other(of hospital: HospitalProfile) -> NameOrthography {
        switch hospital.language {
        case .hi: .hindi
        case .ur: .urdu
        case .ar: .arabic
        case .en: hospital.currency == .INR ? .hindi : .urdu
        }
    }
}
