import Foundation

/// A command line that a person may copy into a shell as it is printed.
struct ShellWords: CustomStringConvertible {
    let words: [String]

    init(_ words: String...) { self.words = words }

    init(_ words: [String]) { self.words = words }

    var description: String { words.map(Self.quoted).joined(separator: " ") }

    /// A word as it is where it means itself, else in single quotes.
    static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:@%+=,".contains($0) }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// The whole path, which means the same in every directory.
    static func whole(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    /// The address of a target with a whole path, where it is a directory; its options stay.
    static func whole(target: String) -> String {
        guard let place = TargetPlace(target) else { return target }
        return place.path + target.drop { $0 != "?" }
    }
}

extension DataOptions {
    /// What leads another command to the hospital in `directory` with the settings of this one.
    ///
    /// - Parameter withKey: whether the hospital's key stays in the file that was named.
    func again(_ directory: String, withKey: Bool = false) -> [String] {
        var words = ["--data", ShellWords.whole(directory)]
        if let config { words += ["--config", ShellWords.whole(config)] }
        if withKey, let keyFile { words += ["--key-file", ShellWords.whole(keyFile)] }
        return words
    }

    /// The same for a hospital that no option has named: nothing.
    func again(withKey: Bool = true) throws -> [String] {
        guard data != nil || config != nil || keyFile != nil else { return [] }
        return again(try loaded().dataDirectory, withKey: withKey)
    }
}
