import SehatCore
import SehatStore

/// Finding the patients who have, for each word of a query, a name beginning with it.
struct SpelledSearch {
    /// A patient with the word by which the walk met it.
    struct Hit {
        let id: ID<Patient>
        let word: Int64
    }

    private let words: [String]
    private let groups: [WordGroup]
    private let index: NameIndexReader

    init(_ words: [String], tx: ReadTx) throws {
        self.words = words
        index = NameIndexReader(tx: tx)
        groups = try words.map { [index] in try index.words(beginning: $0) }
    }

    /// Whether the patient has a name beginning with each of the words.
    func holds(_ patient: IndexedPatient) -> Bool { groups.allSatisfy(patient.holds) }

    /// Patients in the order of the rarest word's spellings, and by their ids within one, each once.
    ///
    /// - Parameter cursor: where the page before ended.
    /// - Throws: 422 when the cursor is none of this search.
    func patients(after cursor: SearchCursor?, limit: Int) throws -> (driver: String, hits: [Hit]) {
        guard let place = try cursor.map({ words.firstIndex(of: $0.driver) }) ?? index.rarest(groups) else {
            if cursor != nil { throw Problem.invalid("after", "app.field.type") }
            return ("", [])
        }
        let driver = groups[place]
        let others = groups.indices.filter { $0 != place }.map { groups[$0] }
        var start = driver.numbers.startIndex
        if let cursor {
            guard let at = Int64(cursor.key).flatMap(driver.numbers.firstIndex) else {
                throw Problem.invalid("after", "app.field.type")
            }
            start = at
        }
        // A patient with several of the driver's words is met at the first of them.
        var places: [Int64: Int] = [:]
        if driver.numbers.count > 1 { for (at, number) in driver.numbers.enumerated() { places[number] = at } }
        var hits: [Hit] = []
        for at in start..<driver.numbers.count {
            let first = at == start ? cursor?.patientID.rawValue ?? 0 : 0
            let goesOn = try index.walk(NameIndexSQL.oldest, driver.numbers[at], from: first, others) { patient in
                let isMet = patient.words.contains { places[$0].map { $0 < at } ?? false }
                if !isMet { hits.append(Hit(id: patient.id, word: driver.numbers[at])) }
                return hits.count < limit
            }
            if !goesOn { break }
        }
        return (words[place], hits)
    }
}
