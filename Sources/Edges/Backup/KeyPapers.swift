import Foundation

/// What lies beside a database so that its key is found again, taken as it is: the wrapped key and the ring of former keys.
/// Both are sealed; they go with every backup and every copy at a target.
struct KeyPapers: Sendable {
    /// Bytes by the names of the files; without those that are not there.
    let files: [String: Data]

    init(in directory: URL) {
        files = [KeyRecovery.fileName, KeyRing.fileName].reduce(into: [:]) { files, name in
            files[name] = try? Data(contentsOf: directory.appending(path: name))
        }
    }
}
