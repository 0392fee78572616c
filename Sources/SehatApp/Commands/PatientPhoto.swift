import ArgumentParser
import Foundation
import Patients
import SehatCore

extension PatientCommand {
    struct Photo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "photo", abstract: "Put a photo into a patient's record, write it into a file, or remove it.",
            discussion: """
                The picture, PNG or JPEG of at most 10 MiB, is made anew; nothing else of the file is kept. Showing it is \
                noted in the access log.

                Example: sehat patient photo 10000016 ayesha.jpg

                Example: sehat patient photo 10000016 --out ayesha.jpeg
                """)

        private struct Input: Encodable, Sendable {
            let image: Data
            let source = "file"
        }

        private struct Made: Decodable {
            let width: Int
            let height: Int
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Argument(help: "The picture to put in.") var file: String?
        @Option(help: "Write the photo into this file.") var out: String?
        @Flag(help: "Remove the photo and every earlier one for ever.") var remove = false

        func validate() throws {
            if [file != nil, out != nil, remove].filter({ $0 }).count != 1 {
                throw ValidationError("Say one of: a file to put in, --out FILE, --remove.")
            }
        }

        func run() async throws {
            let (number, file, isRemoved) = (number, file, remove)
            try await running {
                let input = try file.map { Input(image: try Self.read($0)) }
                let answer = try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client)
                    if let input { return try await client.send(.put, path + "/photo", input) }
                    if isRemoved { return try await client.send(.delete, path + "/photo") }
                    return try await client.send(.get, path + "/photo.jpeg")
                }
                if let out { return try Self.write(answer.body, out) }
                if isRemoved { return Terminal.line("\(number): the photo is removed") }
                let made = try answer.decode(Made.self)
                Terminal.line("\(number): photo of \(made.width) by \(made.height) pixels")
            }
        }

        private static func read(_ file: String) throws -> Data {
            do {
                return try Data(contentsOf: URL(filePath: file))
            } catch {
                throw CommandFailure("\(file) cannot be read: \(error.localizedDescription)", exitCode: .cannotOpen)
            }
        }

        private static func write(_ bytes: Data, _ out: String) throws {
            do {
                try bytes.write(to: URL(filePath: out), options: .atomic)
            } catch {
                throw CommandFailure("\(out) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
            }
            Terminal.line("\(out)  \(bytes.count) bytes")
        }
    }
}
