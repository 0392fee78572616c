import SehatCore

/// What the doctor has found, in words for the administrator.
struct DoctorReport: Codable, Sendable {
    struct Check: Codable, Sendable {
        /// A stable word: `audit`, `disk`.
        var name: String
        /// What was looked at.
        var title: String
        var isGood: Bool
        /// Whether somebody should look although nothing is wrong for certain.
        var isDoubtful = false
        var finding: String
        /// What to do about it, where it is not good or doubtful; else empty.
        var advice = ""
    }

    var checks: [Check]
    var isGood: Bool { checks.allSatisfy(\.isGood) }

    private enum CodingKeys: String, CodingKey { case checks }
}

/// One finding of the doctor, before it is told in a language.
struct Finding: Sendable {
    /// A sentence of the catalogue, by its key below `appliance.doctor.`, and what stands in it.
    struct Saying: Sendable {
        let key: String
        let params: [String: String]

        init(_ key: String, _ params: [String: String] = [:]) {
            (self.key, self.params) = (key, params)
        }

        /// - Parameter params: paths, names and numbers; each keeps its own direction within the sentence.
        func told(_ catalogue: Catalogue, _ language: Language) -> String {
            let kept = language.isRightToLeft ? params.mapValues { "\u{2068}\($0)\u{2069}" } : params
            return catalogue.text("appliance.doctor.\(key)", language, kept)
        }
    }

    let name: String
    let isGood: Bool
    /// Whether somebody should look although nothing is wrong for certain.
    let isDoubtful: Bool
    let said: [Saying]
    let advice: Saying

    init(_ name: String, isGood: Bool, isDoubtful: Bool = false, _ said: [Saying], advice: Saying) {
        self.name = name
        self.isGood = isGood
        self.isDoubtful = isGood && isDoubtful
        self.said = said
        self.advice = advice
    }

    /// In the words of a language.
    func told(_ catalogue: Catalogue, _ language: Language) -> DoctorReport.Check {
        DoctorReport.Check(
            name: name, title: catalogue.text("appliance.doctor.name.\(name)", language), isGood: isGood,
            isDoubtful: isDoubtful,
            finding: said.map { $0.told(catalogue, language) }.joined(separator: language.isRightToLeft ? "، " : ", "),
            advice: isGood && !isDoubtful ? "" : advice.told(catalogue, language))
    }
}
