public import SehatCore

/// Why a backup could not be made, checked or restored, in words for the administrator.
public enum BackupError: Error, Sendable, Hashable, CustomStringConvertible {
    case notABackup(String)
    case damaged(String)
    case wrongRecoveryCode
    case noRecovery(String)
    case targetNotEmpty(String)
    case cannotWrite(String)
    /// The disk failed at the very end, and would not take away either what was laid there.
    case notTakenAway(String)
    case noMemory
    case notFound(String)
    case alreadyRunning
    case noHospital(String)
    case targetMissing(String)
    /// Something is there, but not what was shipped to before: an empty mount point, another disk.
    case targetReplaced(String)
    case badTarget(String)
    case wrongKey(String)
    /// The key was the hospital's once: what came later is under another.
    case formerKey(String)
    case nothingShipped(String)
    case nothingSoOld(String)

    public var description: String {
        switch self {
        case .notABackup(let path): "\(path) is not a backup of Sehat: it has no readable manifest.json."
        case .damaged(let what): "The backup is damaged: \(what). Nothing was changed; choose another backup."
        case .wrongRecoveryCode:
            "The recovery code does not open this backup's key. Nothing was changed; check the code."
        case .noRecovery(let path): "\(path) holds no whole wrapped key (recovery.json); give the key with --key-file."
        case .targetNotEmpty(let path):
            "\(path) already holds a hospital. Nothing was changed; choose another directory."
        case .cannotWrite(let words): "The backup could not be written: \(words)"
        case .notTakenAway(let path):
            "The disk failed: what now lies in \(path) is not certain, and could not be taken away. Remove it and start again."
        case .noMemory: "There is not enough memory to derive the key (64 MiB are needed)."
        case .notFound(let name): "There is no backup \(name)."
        case .wrongKey(let path):
            "The key does not belong to the hospital whose backup is at \(path). Nothing was changed."
        case .formerKey(let path):
            "The key was changed since: this one opens only older moments at \(path). Give the present key or its papers."
        case .nothingShipped(let path): "Nothing was shipped to \(path) yet. Nothing was changed."
        case .nothingSoOld(let path):
            "What is at \(path) does not go back so far. Nothing was changed; choose a later moment."
        case .noHospital(let path): "\(path) holds no hospital to restore over; leave --in-place out."
        case .targetMissing(let words): words
        case .targetReplaced(let words): words
        case .badTarget(let words): "The backup target is wrong: \(words)."
        case .alreadyRunning: "A backup is being made already."
        }
    }
}
