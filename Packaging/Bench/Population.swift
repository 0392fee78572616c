import Foundation
import Patients
import SehatCore

/// Made-up people of South Asia and the Gulf: a few names are everywhere and most are rare, scripts and spellings mixed.
///
/// The names are those of Packaging/names/data with the weights there; the same seed makes the same people.
struct Population {
    /// A name in its spellings.
    struct Name {
        let latin: [String]
        let urdu: String
        let hindi: String
    }

    /// What a person is looked for by, beside the person.
    struct Person {
        let input: NewPatient
        /// The words of the name, for spelling them in another way.
        let words: [Name]
    }

    private let male: Weighted
    private let female: Weighted
    private let family: Weighted
    private var random: Seeded

    /// - Parameter directory: where the lists of names are.
    init(_ directory: URL, seed: UInt64) throws {
        male = try Weighted(directory.appending(path: "male-given.tsv"))
        female = try Weighted(directory.appending(path: "female-given.tsv"))
        family = try Weighted(directory.appending(path: "family.tsv"))
        random = Seeded(state: seed)
    }

    /// The next person; `number` makes the telephone and the card nobody else's.
    mutating func next(_ number: Int) -> Person {
        let isMale = Bool.random(using: &random)
        var words = [(isMale ? male : female).pick(&random)]
        if Int.random(in: 0..<10, using: &random) < 6 { words.append((isMale ? male : family).pick(&random)) }
        words.append(family.pick(&random))
        let kind = Int.random(in: 0..<20, using: &random)
        let latin = words.map { random.spelling($0) }.joined(separator: " ")
        let urdu = words.map(\.urdu).joined(separator: " ")
        let hindi = words.map(\.hindi).joined(separator: " ")
        // Of twenty, nine are written in Urdu first, seven in Latin, four in Hindi; most have a second script.
        var input = NewPatient(name: kind < 9 ? urdu : kind < 16 ? latin : hindi, sex: isMale ? .male : .female)
        let other = kind < 6 || kind > 17 ? latin : kind > 8 && kind < 14 ? urdu : nil
        if other != input.name { input.otherName = other }
        input.ageYears = nil
        let year = 2026 - Int(Double.random(in: 0..<1, using: &random) * Double.random(in: 0..<1, using: &random) * 95)
        input.birthDate = CalendarDay(
            year: year, month: Int.random(in: 1...10, using: &random), day: Int.random(in: 1...28, using: &random))
        input.birthDateEstimated = kind % 2 == 0
        // Two prime multipliers scatter the numbers over their range without meeting.
        input.phone = String(format: "+923%09lld", (number * 7_919 + 104_729) % 899_999_963 + 100_000_000)
        if kind < 13 {
            let card = String(format: "%013lld", 3_100_000_000_000 + number * 6_700_417 % 4_000_000_000_000)
            input.identifiers = [PatientIdentifier(type: .cnic, value: card)]
        } else if kind < 15 {
            input.identifiers = [PatientIdentifier(type: .panel, value: "SLIC-\(100_000 + number / 3)")]
        }
        input.guardianRelation = .father
        input.guardianName = [male.pick(&random), family.pick(&random)].map { kind < 9 ? $0.urdu : $0.latin[0] }
            .joined(separator: " ")
        input.address = "Street \(number % 40), \(Self.places[number % Self.places.count])"
        return Person(input: input, words: words)
    }

    private static let places = ["Lahore", "Kasur", "چک ۱۲", "Multan", "Karachi", "गाज़ियाबाद", "Delhi", "پشاور", "Quetta"]
}

/// Names of one kind, each as likely as its weight says.
private struct Weighted {
    private let names: [Population.Name]
    private let sums: [Double]

    init(_ file: URL) throws {
        var names: [Population.Name] = []
        var sums: [Double] = []
        var sum = 0.0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 9, let weight = Double(cells[8]), !cells[4].isEmpty, !cells[5].isEmpty else {
                continue
            }
            sum += weight
            sums.append(sum)
            names.append(
                Population.Name(
                    latin: [cells[2]] + cells[3].split(separator: ",").map(String.init), urdu: cells[4], hindi: cells[5]
                ))
        }
        guard !names.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
        (self.names, self.sums) = (names, sums)
    }

    func pick(_ random: inout Seeded) -> Population.Name {
        let wanted = Double.random(in: 0..<(sums.last ?? 1), using: &random)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return names[low]
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// The usual Latin spelling three times of four, else another one.
    mutating func spelling(_ name: Population.Name) -> String {
        if name.latin.count == 1 || Int.random(in: 0..<4, using: &self) > 0 { return name.latin[0] }
        return name.latin[Int.random(in: 1..<name.latin.count, using: &self)]
    }
}
