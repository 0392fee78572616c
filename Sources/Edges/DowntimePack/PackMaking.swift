import Crypto
import Documents
public import Downtime
public import Foundation
import PrintQueue
public import SehatCore
public import SehatStore
import Typesetting

/// Making the pack of a place: numbers for its forms, its lists and sheets, sealed and written.
public struct PackMaking: Sendable {
    /// Every module's part, in the order in which the lists are shown.
    let parts: [DowntimePart]

    /// - Parameter parts: every module's part, in the order in which the lists are shown.
    public init(parts: [DowntimePart]) {
        self.parts = parts
    }

    /// What was gathered in one look at the database.
    struct Gathered: Sendable {
        let scope: DowntimeScope
        let sections: [DowntimeSection]
        let forms: [[Block]]
        let madeAt: Instant

        var lines: Int { sections.reduce(0) { $0 + $1.table.rows.count } }
    }

    /// Runs work that takes long somewhere where nobody waits for it.
    public typealias Offload = @Sendable (@escaping @Sendable () throws -> Data) async throws -> Data

    /// Makes the pack of every place that is in use, and says how many there are.
    ///
    /// - Throws: `DowntimeFault` naming the places whose pack could not be made; the others have theirs.
    public func makeAll(in store: Store, as principal: Principal, offload: Offload) async throws -> Int {
        let places = try await store.read(as: principal) { tx in try DowntimePlaces.list(in: tx).filter(\.isActive) }
        var faults: [String] = []
        for place in places {
            do { _ = try await make(place.id, in: store, as: principal, offload: offload) } catch let fault
                as DowntimeFault
            {
                faults.append("\(place.name): \(fault)")
            }
        }
        guard faults.isEmpty else { throw DowntimeFault(faults.joined(separator: "; ")) }
        return places.count
    }

    /// Makes the pack of a place and writes it; what became of it is noted with the place.
    ///
    /// - Throws: `DowntimeFault`; a 404 problem when there is no such place.
    public func make(
        _ id: ID<DowntimePlace>, in store: Store, as principal: Principal, offload: Offload
    ) async throws -> DowntimePlace {
        do {
            let gathered = try await gather(id, in: store, as: principal)
            let place = gathered.scope.place
            let page = try await offload {
                let page = try Self.page(gathered)
                try PackFiles.write(page, for: place)
                return page
            }
            let digest = SHA256.hash(data: page).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return try await store.write(as: principal) { tx in
                try DowntimePlaces.note(id, .success((Int64(page.count), gathered.lines, digest)), in: tx)
                return try DowntimePlaces.find(id, in: tx)
            }
        } catch let problem as Problem {
            throw problem
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let fault = (error as? DowntimeFault) ?? DowntimeFault("\(error)")
            try await store.write(as: principal) { tx in try DowntimePlaces.note(id, .failure(fault), in: tx) }
            throw fault
        }
    }

    /// Takes numbers for the forms and looks everything up.
    func gather(_ id: ID<DowntimePlace>, in store: Store, as principal: Principal) async throws -> Gathered {
        let series = parts.flatMap(\.series)
        let numbers = try await store.write(as: principal) { tx in
            try ReservedNumbers.topUp(try DowntimePlaces.find(id, in: tx), series, in: tx)
        }
        return try await store.read(as: principal) { tx in
            let place = try DowntimePlaces.find(id, in: tx)
            let scope = DowntimeScope(
                place: place, text: DocumentText(tx.catalogue, place.language), hospital: tx.hospital)
            return Gathered(
                scope: scope, sections: try parts.flatMap { try $0.sections(scope, tx) },
                forms: parts.flatMap { $0.forms(scope, numbers) }, madeAt: tx.now)
        }
    }

    /// The sealed page.
    static func page(_ gathered: Gathered) throws -> Data {
        let scope = gathered.scope
        let sheets = PackSheets(gathered: gathered)
        let context = InlineContext(language: scope.text.language, grouping: scope.hospital.grouping)
        let text = { (pieces: [Inline]) in pieces.flatMap { $0.runs(in: context) }.map(\.text).joined() }
        let contents = PackContents(
            lists: gathered.sections.map { section in
                PackContents.List(
                    name: section.name, title: text(section.title), head: (section.table.head ?? []).map(text),
                    rows: section.table.rows.map { $0.cells.map(text) })
            }, listsPDF: try sheets.lists(), formsPDF: try sheets.forms())
        let place = scope.place
        let hospital = scope.hospital.name[scope.text.language]
        let envelope = try PackSealing.seal(
            JSONEncoder().encode(contents), key: SymmetricKey(data: place.packKey), salt: place.salt,
            rounds: place.rounds, label: "\(hospital) \(place.name) \(gathered.madeAt)")
        return try PackPage(
            text: scope.text, hospital: hospital, place: place.name,
            time: text([scope.hospital.inline(gathered.madeAt)]),
            madeAt: gathered.madeAt, limitMinutes: place.limitMinutes, envelope: envelope
        ).bytes()
    }
}
