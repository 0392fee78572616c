import Foundation

/// Where a target keeps its objects, named by paths with `/`: whole or not at all, never a part of one.
///
/// Every function blocks for a bounded time; none is to be called from a thread that others wait for.
protocol ObjectStore: Sendable {
    /// Seconds between two looks at whether the target is there, while there is nothing to write.
    var probeSeconds: Int64 { get }

    /// - Throws: `BackupError.targetMissing` when the target is not there.
    func probe() throws

    /// Writes an object whole or not at all, over one of the same name.
    ///
    /// - Parameters:
    ///   - isDurable: false for what can be made anew from the others.
    ///   - mayMakeFolder: false for what goes beside objects that are there already: where their folder is gone, the target is
    ///     another one, and nothing is written. A store without folders does not look.
    /// - Throws: `BackupError.cannotWrite`, `.targetMissing`.
    func put(_ name: String, _ data: Data, isDurable: Bool, mayMakeFolder: Bool) throws

    /// The bytes of objects; those that are not there are left out.
    ///
    /// - Throws: `BackupError.targetMissing` when nobody can say.
    func get(_ names: [String]) throws -> [String: Data]

    /// Names within a folder, or the folders of the target for an empty name; none where there is no such folder.
    func names(_ folder: String) throws -> [String]

    /// Removes objects of one folder; those that are not there are no fault.
    func remove(_ names: [String]) throws

    /// Removes a folder with all that is in it.
    func removeFolder(_ name: String) throws

    /// Lets go of connections; the next call makes them anew.
    func disconnect()
}

extension ObjectStore {
    func put(_ name: String, _ data: Data, isDurable: Bool = true) throws {
        try put(name, data, isDurable: isDurable, mayMakeFolder: true)
    }

    func get(_ name: String) throws -> Data? { try get([name])[name] }

    func disconnect() {}
}
