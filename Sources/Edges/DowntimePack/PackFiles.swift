import Downtime
import Foundation
import Glibc
import SehatCore

/// The files of a place: the newest pack under a name that stays, and the one before it.
enum PackFiles {
    /// The name stays the same, so that the ward's computer can keep a link to it.
    static func name(_ place: DowntimePlace) -> String {
        let clean = place.name.unicodeScalars.map { scalar -> Character in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == " "
                || scalar.properties.generalCategory == .nonspacingMark
                || scalar.properties.generalCategory == .spacingMark
                ? Character(scalar) : "_"
        }
        return "sehat-\(String(clean))"
    }

    static func newest(_ place: DowntimePlace) -> URL { file(place, "") }

    private static func file(_ place: DowntimePlace, _ ending: String) -> URL {
        URL(filePath: place.directory).appending(path: "\(name(place))\(ending).html")
    }

    /// Puts the pack into its place, whole or not at all; the one before is kept once, older ones are gone.
    ///
    /// - Throws: `DowntimeFault` when the directory is not there or cannot be written; it is never made, because a share that is
    ///   away must not fill the disk below it.
    static func write(_ page: Data, for place: DowntimePlace) throws {
        let draft = file(place, ".new")
        unlink(draft.path)
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fault(place) }
        var sent = 0
        while sent < page.count {
            let count = page.withUnsafeBytes { all in
                Glibc.write(descriptor, all.baseAddress.map { $0 + sent }, all.count - sent)
            }
            if count <= 0, errno != EINTR { break }
            sent += max(0, count)
        }
        let isDurable = sent == page.count && fsync(descriptor) == 0
        let failure = isDurable ? nil : fault(place)
        // The file is sealed; who may see the directory may read it, whatever the mask of the service says.
        _ = fchmod(descriptor, 0o644)
        close(descriptor)
        if let failure {
            unlink(draft.path)
            throw failure
        }
        let newest = newest(place)
        unlink(file(place, "-before").path)
        if access(newest.path, F_OK) == 0, rename(newest.path, file(place, "-before").path) != 0 { throw fault(place) }
        guard rename(draft.path, newest.path) == 0 else { throw fault(place) }
    }

    /// Takes the packs of a place away that rests, moved or has another name.
    static func remove(_ place: DowntimePlace) {
        for ending in ["", "-before", ".new"] { unlink(file(place, ending).path) }
    }

    private static func fault(_ place: DowntimePlace) -> DowntimeFault {
        DowntimeFault("\(place.directory): \(String(cString: strerror(errno)))")
    }
}
