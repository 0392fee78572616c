import ArgumentParser
import Backup
import Directory
import Foundation
import PrintQueue
import SehatCore
import SehatStore

extension KeyCommand {
    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "split", abstract: "Print a paper with a part of the key for each of several officers.",
            discussion: """
                Any --need of the --of papers together give the key (sehat key join); fewer tell nothing of it. Each is a PDF of \
                one page with words and a QR code, to be handed to its officer and kept under lock; the files are to be removed \
                when they are printed. A folder that holds such papers already is refused: those of two splits do not open \
                together. The log says when papers were made, and how many. The recovery sheet and its code stay good. After \
                sehat key rotate the papers open only older backups: split the new key.

                Example: sehat key split --of 5 --need 3 --out /media/usb/papers
                """)

        @OptionGroup var data: DataOptions
        @Option(help: "How many papers: 2 to 20.") var of: Int
        @Option(help: "How many of them are wanted to open: 2 to --of.") var need: Int
        @Option(help: "The folder for the papers; it is made when it is missing.") var out: String

        func run() async throws {
            try await running {
                let configuration = try data.loaded()
                let key = try DataDirectory(configuration.dataDirectory).key(file: configuration.keyFile)
                guard let shares = KeyShare.split(key, need: need, count: of) else {
                    throw CommandFailure("--of wants 2 to 20 papers, and --need 2 to as many.", exitCode: .usage)
                }
                try prepareFolder()
                let papers = KeyEndpoints.Papers(kind: .parts, count: of, need: need)
                let profile = try await Control.perform(data) { client in
                    // Before the first paper: papers of which the log knows nothing must not be.
                    _ = try await client.send(.post, "/api/key/papers", papers)
                    return try await client.send(.get, "/api/hospital").decode(HospitalView.self).profile
                }
                for share in shares { Terminal.line(try write(share, profile)) }
            }
        }

        /// The folder, without papers that could be mixed up with the new ones or be lost under them.
        private func prepareFolder() throws {
            let names: [String]
            do {
                try FileManager.default.createDirectory(
                    atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
            } catch {
                throw CommandFailure("\(out) cannot be used: \(error.localizedDescription)", exitCode: .cannotOpen)
            }
            guard let paper = names.first(where: { $0.wholeMatch(of: /officer-\d+-of-\d+\.pdf/) != nil }) else {
                return
            }
            throw CommandFailure(
                "\(out) holds papers of another split (\(paper)). Nothing was made; choose an empty folder.",
                exitCode: .cannotOpen)
        }

        /// - Returns: the path of the paper, readable by the one who made it alone.
        private func write(_ share: KeyShare, _ profile: HospitalProfile) throws -> String {
            let paper = OfficerPaper(
                hospital: profile, share: share, text: DocumentText(try Assets.catalogue(), profile.language),
                at: WallClock.system.now)
            let file = URL(filePath: out).appending(path: "officer-\(share.number)-of-\(share.count).pdf").path
            let made = FileManager.default.createFile(
                atPath: file, contents: Data(try paper.pdf()), attributes: [.posixPermissions: 0o600])
            guard made else { throw CommandFailure("\(file) cannot be written.", exitCode: .cannotOpen) }
            return file
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "join", abstract: "Bring the key back from officers' papers.",
            discussion: """
                Asks for the papers one after the other, their words or their QR codes, until there are enough, and writes the \
                key into --out, readable by you alone, for --key-file of other commands; or tries with --check whether they open \
                this hospital, and writes nothing. Exit code 65 when they do not.

                Example: sehat key join --out /etc/sehat/joined.key
                Example: sehat restore --from /media/backup/sehat --to /var/lib/sehat --key-file /etc/sehat/joined.key
                """)

        @OptionGroup var data: DataOptions
        @Option(help: "The file for the key; it must not be there.") var out: String?
        @Flag(help: "Only try the papers on this hospital.") var check = false

        func validate() throws {
            guard (out != nil) != check else { throw ValidationError("Give --out FILE, or --check.") }
        }

        func run() async throws {
            try await running {
                let key = try OfficerPapers.read()
                guard let out else { return try tryOn(key) }
                guard !FileManager.default.fileExists(atPath: out) else {
                    throw CommandFailure("\(out) is there already. Nothing was changed.", exitCode: .cannotOpen)
                }
                let text = key.withBytes { Hex.text($0) } + "\n"
                try DurableFile.write(Data(text.utf8), to: URL(filePath: out))
                Terminal.line("The key is in \(out); remove it when it is not needed any more.")
            }
        }

        private func tryOn(_ key: DatabaseKey) throws {
            guard try key.opens(DataDirectory(data.loaded().dataDirectory).database) else {
                throw CommandFailure("The papers give a key, but not this hospital's.", exitCode: .data)
            }
            Terminal.line("good: the papers open this hospital")
        }
    }
}

/// What officers type from their papers.
enum OfficerPapers {
    /// Reads papers until there are as many different ones as the first says.
    ///
    /// - Throws: `CommandFailure` in the words of what is wrong.
    static func read() throws -> DatabaseKey {
        do {
            var shares = [try paper(1, of: nil)]
            let need = shares[0].need
            while Set(shares.map(\.number)).count < need {
                let next = try paper(Set(shares.map(\.number)).count + 1, of: need)
                // Said at this paper, not after the last one was typed.
                guard next.belongs(to: shares[0]) else { throw KeyShare.Fault.foreign(next.number) }
                shares.append(next)
            }
            return try KeyShare.join(shares)
        } catch let fault as KeyShare.Fault {
            throw CommandFailure(fault.description, exitCode: .data)
        } catch let fault as KeyRecovery.SheetFault {
            throw CommandFailure(fault.description, exitCode: .data)
        }
    }

    /// One paper: lines until there are enough words, or an empty line.
    private static func paper(_ number: Int, of need: Int?) throws -> KeyShare {
        let many = need.map { " of \($0)" } ?? ""
        Terminal.note("Words of paper \(number)\(many), or its QR code; an empty line ends them:")
        var text = ""
        while let line = readLine(), !line.isEmpty {
            text += line + "\n"
            if let share = try? KeyShare(sheet: text) { return share }
        }
        return try KeyShare(sheet: text)
    }
}
