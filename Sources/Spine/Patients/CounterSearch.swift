import GRDB
import SehatCore
import SehatStore
import SehatWeb

/// What the one search box answers: the patient master's own search, what other modules find by their numbers, whom this
/// counter has just had before it, and what tells people of one name apart.
struct CounterSearch: Sendable {
    /// Every module that knows patients.
    let parts: [PatientPart]

    /// What is asked for.
    struct Input: Codable, Sendable {
        var q: String?
        var limit: Int?
        var after: String?
    }

    /// The route of the search.
    var endpoint: Endpoint {
        .query(
            "/patients", "patients.patient.list", .requires(.patientsRead),
            "Finds patients by record number, phone, identifier, token, bill or name in any script; the newest without a text"
        ) { (call: Call<Input>, tx: ReadTx) in
            try page(call.input.q ?? "", limit: call.input.limit, after: call.input.after, in: tx)
        }
    }

    /// One page; records that were merged are those that stand.
    ///
    /// On the first page patients whom this counter opened or registered lately come before others of the name. They
    /// stand again at their own place on a later page.
    /// - Throws: 422 when `after` is no cursor of this search.
    func page(_ text: String, limit: Int?, after: String?, in tx: ReadTx) throws -> Page<PatientSummary> {
        let page = try Searching.search(text, limit: limit, after: after, in: tx)
        var items = page.items
        if after == nil, !InputText.line(text).isEmpty {
            items = try byNumbers(text, in: tx) + (try RecentlySeen.first(text, limit: limit, page.items, in: tx))
        }
        items = try PatientAliases.resolved(items, in: tx)
        for index in items.indices { items[index].lastVisit = try lastVisit(items[index].id, in: tx) }
        // Who was looked for is pointed at; a list that nobody asked a name of names nobody.
        let shown =
            InputText.line(text).isEmpty
            ? try items.map { try RestrictedPatients.shown($0, in: tx) } : try RestrictedPatients.veiled(items, in: tx)
        return Page(items: shown, next: page.next)
    }

    private func byNumbers(_ text: String, in tx: ReadTx) throws -> [PatientSummary] {
        let line = InputText.foldDigits(InputText.line(String(text.prefix(200))))
        guard let number = PaperNumber(NumberLabel.dropped(from: line)) else { return [] }
        var found: [PatientSummary] = []
        for finder in parts.flatMap(\.finders) {
            for id in try finder.find(number, tx) {
                guard let record = try PatientRecord.find(id, in: tx) else { continue }
                found.append(PatientSummary(record, today: tx.today, matchedBy: finder.matchedBy))
            }
        }
        return found
    }

    private func lastVisit(_ id: ID<Patient>, in tx: ReadTx) throws -> CalendarDay? {
        try parts.compactMap { try $0.lastVisit?.day(id, tx) }.max()
    }
}

/// The patients whom the caller's counter opened, registered or billed lately, as the audit chain tells.
enum RecentlySeen {
    /// How many entries of the chain are looked at, from its end.
    static let entries = 300

    /// The items with those first, of the ones whose name was found, who were seen at this counter; patients of that name
    /// who would have stood on a later page come forward too.
    static func first(
        _ text: String, limit: Int?, _ items: [PatientSummary], in tx: ReadTx
    ) throws -> [PatientSummary] {
        let query = SearchQuery(text)
        let words = query.words
        // A father's name that was typed decides before who was seen.
        guard !words.isEmpty, query.guardian.isEmpty, items.contains(where: { $0.matchedBy == .name }),
            tx.principal.stationID != nil
        else {
            return items
        }
        let seen = try patients(in: tx)
        var recent: [PatientSummary] = []
        for id in seen {
            if let item = items.first(where: { $0.id == id }) {
                recent.append(item)
            } else if let record = try PatientRecord.find(id, in: tx), record.holds(words) {
                recent.append(PatientSummary(record, today: tx.today, matchedBy: .name, nameFound: .words))
            }
        }
        // Nearer names stay before farther ones whoever was seen.
        let isNear = { (one: PatientSummary) in one.nameFound == .words }
        let ids = Set(recent.map(\.id))
        let rest = items.filter { !ids.contains($0.id) }
        let near = recent.filter(isNear) + rest.filter { $0.matchedBy != .name || isNear($0) }
        let far = recent.filter { !isNear($0) } + rest.filter { $0.matchedBy == .name && !isNear($0) }
        return Array((near + far).prefix(max(PageLimit.clamp(limit), items.count)))
    }

    /// Each once, the one seen last first.
    private static func patients(in tx: ReadTx) throws -> [ID<Patient>] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT a.patientID FROM (SELECT patientID, actor, seq FROM storeAudit ORDER BY seq DESC LIMIT ?1) a
                CROSS JOIN storeAuditActor c ON c.id = a.actor
                WHERE a.patientID IS NOT NULL AND c.stationID = ?2 ORDER BY a.seq DESC
                """)
        var found: [ID<Patient>] = []
        for id in try ID<Patient>.fetchAll(statement, arguments: [entries, tx.principal.stationID])
        where !found.contains(id) { found.append(id) }
        return found
    }
}

extension PatientRecord {
    /// Whether every word begins a word of the patient's names.
    func holds(_ words: [String]) -> Bool {
        NameKeys.holds(words, inText: nameKeys)
    }
}
