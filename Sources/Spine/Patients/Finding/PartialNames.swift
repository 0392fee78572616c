import Names
import SehatCore
import SehatStore

/// The names to look for when nobody has every word that was typed, the nearest to what was typed first.
struct PartialNames {
    /// The name without titles and honours; nil where it has none, or nothing else.
    let plain: String?
    /// One after the other; of the names of one step everybody is shown.
    let steps: [[String]]

    /// So many words are left at least where any one of them is left out: a single word says too little.
    private static let fewest = 2
    /// With more words than this no single one is left out: so long a text would be searched for too often.
    private static let most = 5

    init(_ name: String) {
        let words = name.split(separator: " ")
        let omissions = words.indices.map { NameOmission(String(words[$0]), isLast: $0 == words.indices.last) }
        let plain = words.indices.filter { omissions[$0] != .honour }.map { words[$0] }
        let ends = plain.indices.map { NameOmission(String(plain[$0]), isLast: $0 == plain.indices.last) }
        let core = plain.indices.filter { ends[$0] == .never }.map { plain[$0] }
        var steps: [[String]] = []
        self.plain = plain.count < words.count && !core.isEmpty ? plain.joined(separator: " ") : nil
        if let plain = self.plain { steps.append([plain]) }
        if !core.isEmpty, core.count < plain.count { steps.append([core.joined(separator: " ")]) }
        if core.count > Self.fewest, core.count <= Self.most {
            // The last word first: a family's or a place's name is what is added most.
            steps.append(
                core.indices.reversed().map { gone in
                    core.indices.filter { $0 != gone }.map { core[$0] }.joined(separator: " ")
                })
        }
        self.steps = steps
    }
}

extension Walk {
    /// How many of a name are looked at for a guardian's name that was typed with it.
    static let guardianCandidates = 300

    /// The patients who have the name that was typed; where nobody has all of it, those who have the part that counts.
    ///
    /// Only the first page reaches beyond all words; further pages are those of all words.
    func people(_ query: SearchQuery) throws -> Page<PatientSummary> {
        if !query.guardian.isEmpty {
            return cursor == nil ? try children(query) : Page(items: [])
        }
        let page = try names(query)
        guard cursor == nil, page.next == nil, page.items.count < limit else { return page }
        let partial = PartialNames(query.name)
        if page.items.isEmpty { return Page(items: try parts(partial.steps)) }
        // Who is registered without the honour stands behind those who have it.
        guard let plain = partial.plain else { return page }
        return Page(items: Array((page.items + (try parts([[plain]], except: page.items))).prefix(limit)))
    }

    private func parts(_ steps: [[String]], except shown: [PatientSummary] = []) throws -> [PatientSummary] {
        for step in steps {
            var known = Set(shown.map(\.id))
            var found: [PatientSummary] = []
            for name in step where found.count < limit {
                for var item in try names(SearchQuery(name)).items where known.insert(item.id).inserted {
                    item.nameFound = .part
                    found.append(item)
                }
            }
            if !found.isEmpty { return Array(found.prefix(limit)) }
        }
        return []
    }

    /// The patients of a name, those first whose father's or husband's name was typed behind it; whose is another one come
    /// behind them as found in part.
    private func children(_ query: SearchQuery) throws -> Page<PatientSummary> {
        var own = query
        own.guardian = ""
        let found = try Walk(limit: max(limit, Self.guardianCandidates), cursor: nil, tx: tx).people(own).items
        let guardian = TypedGuardian(query.guardian)
        var fitting: [(item: PatientSummary, evidence: Int)] = []
        var others: [PatientSummary] = []
        for var item in found {
            if let evidence = guardian.evidence(for: item) {
                fitting.append((item, evidence))
            } else {
                item.nameFound = .part
                others.append(item)
            }
        }
        let ranked = fitting.enumerated().sorted { ($1.element.evidence, $0.offset) < ($0.element.evidence, $1.offset) }
        return Page(items: Array((ranked.map(\.element.item) + others).prefix(limit)))
    }
}

/// The name of a father or husband as it was typed.
private struct TypedGuardian {
    private let words: [String]
    private let name: PersonName

    init(_ text: String) {
        words = SearchQuery(text).words
        name = PersonName(text)
    }

    /// What speaks for it in a patient's guardian, or in a name that holds the father's; nil where it is another.
    ///
    /// Of a restricted record the guardian is not asked: that would tell who it is.
    func evidence(for patient: PatientSummary) -> Int? {
        let guardian = patient.isRestricted == true ? nil : patient.guardian?.name
        let names = (guardian.map { [$0] } ?? []) + patient.names.all
        return names.compactMap { one in
            if let lookup = NameLookup(name, in: PersonName(one)) { return lookup.evidence }
            return NameKeys(names: [one]).holdsAll(words) ? 0 : nil
        }.max()
    }
}

extension NameKeys {
    /// Whether every word begins one of the keys; false without words.
    fileprivate func holdsAll(_ words: [String]) -> Bool {
        !words.isEmpty && words.allSatisfy { word in keys.contains { $0.utf8.starts(with: word.utf8) } }
    }
}
