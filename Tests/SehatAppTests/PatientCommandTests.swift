import Foundation
import SehatApp
import TestKit
import Testing

/// `sehat patient` as somebody at a terminal runs it: the patient master of a hospital, from registering to merging.
@Suite(.serialized) struct PatientCommandTests {
    /// A hospital whose server runs, and its commands.
    private struct Desk: Sendable {
        let folder: URL

        /// Runs a command; fails the test unless it ends so and says so.
        @discardableResult
        func run(
            _ line: [String], status: Int32 = 0, says: [String] = [], input: Data = Data(),
            at place: SourceLocation = #_sourceLocation
        ) async throws -> String {
            let result = try await Binary.run(line + ["--data", folder.path], input: input)
            let said = result.output + result.errors
            #expect(result.status == status, "\(line): \(said.prefix(600))", sourceLocation: place)
            for words in says {
                #expect(said.contains(words), "\(line): \(said.prefix(600))", sourceLocation: place)
            }
            return result.output
        }

        /// Registers somebody and returns the record number, which the command says first.
        func register(_ line: [String], at place: SourceLocation = #_sourceLocation) async throws -> String {
            let said = try await run(["patient", "register"] + line, says: ["is registered"], at: place)
            return try #require(said.split(separator: " ").first.map(String.init), sourceLocation: place)
        }
    }

    private func with(_ body: @Sendable (Desk) async throws -> Void) async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let server = try await ServerProcess.start(data: hospital.directory.url)
        try await body(Desk(folder: hospital.directory.url))
        #expect(await server.stop() == 0)
    }

    private static let usman = [
        "--name", "Muhammad Usman", "--other-name", "محمد عثمان", "--sex", "male", "--age", "34", "--phone",
        "0300-1234567", "--identifier", "cnic=35202-1234567-1", "--guardian", "Akram Ali", "--guardian-relation",
        "father", "--address", "Chak 17, Sahiwal", "--language", "ur", "--languages", "pa,ur", "--second-phone",
        "0321-7654321",
    ]

    @Test(.timeLimit(.minutes(5))) func whoIsRegisteredIsFoundShownAndNotRegisteredTwice() async throws {
        try await with { desk in
            let usman = try await desk.register(Self.usman)
            let row = [usman, "Muhammad Usman / محمد عثمان", "father Akram Ali", "about 34 years", "Chak 17, Sahiwal"]
            try await desk.run(["patient", "find", "Mohd Usman"], says: row + ["name, "])
            try await desk.run(["patient", "find", "عثمان"], says: row)
            try await desk.run(["patient", "find", "0321 7654321"], says: [usman, "phone"])
            try await desk.run(["patient", "find", usman, "--json"], says: ["\"matchedBy\" : \"mrn\""])
            try await desk.run(["patient", "find", "Gulnaz"], says: ["Nobody was found."])
            try await desk.run(
                ["patient", "show", usman], says: ["35202-1234567-1", "+923001234567", "pa, ur", "(estimated)"])
            try await desk.run(
                ["patient", "show", "99999999"], status: 65, says: ["no patient with the record number"])

            // The same person once more: listed, refused with 1, registered with a reason.
            let again = Array(Self.usman.prefix(8)) + ["--phone", "0300 1234567"]
            try await desk.run(
                ["patient", "register"] + again, status: 1, says: [usman, "phoneAndName", "--reason"])
            try await desk.run(["patient", "register", "--json"] + again, status: 1, says: ["\"isLikely\" : true"])
            let second = try await desk.register(again + ["--reason", "His cousin"])
            #expect(second != usman)

            // Fields in a file, with an option before them; what is wrong is named.
            let file = desk.folder.appending(path: "ayesha.json")
            try Data(#"{"name": "Ayesha", "sex": "female", "ageYears": 30, "noPhone": true}"#.utf8).write(to: file)
            let ayesha = try await desk.register(["--from", file.path, "--name", "Ayesha Siddiqa"])
            try await desk.run(["patient", "show", ayesha], says: ["Ayesha Siddiqa", "female", "has none"])
            try await desk.run(
                ["patient", "register", "--from", "-"], says: ["Zubaida Khatoon"],
                input: Data(#"{"name": "Zubaida Khatoon", "sex": "female"}"#.utf8))
            try Data("[]".utf8).write(to: file)
            try await desk.run(["patient", "register", "--from", file.path], status: 65, says: ["no JSON object"])
            try await desk.run(["patient", "register", "--name", "123", "--sex", "male"], status: 77, says: ["name"])
            try await desk.run(
                ["patient", "register", "--name", "Ali", "--sex", "male", "--identifier", "35202"], status: 64,
                says: ["KIND=NUMBER"])
        }
    }

    @Test(.timeLimit(.minutes(5))) func aRecordIsChangedRestrictedAndItsHistoryTellsWhoLooked() async throws {
        try await with { desk in
            let usman = try await desk.register(Self.usman)
            try await desk.run(
                ["patient", "change", usman, "--address", "Lahore"], says: ["Lahore", "35202-1234567-1"])
            try await desk.run(
                ["patient", "identifiers", usman, "--add", "passport=AB1234567"],
                says: ["AB1234567", "35202-1234567-1"])
            let left = try await desk.run(["patient", "identifiers", usman, "--remove", "passport=AB1234567"])
            #expect(!left.contains("AB1234567"), "\(left)")
            try await desk.run(
                ["patient", "identifiers", usman, "--remove", "passport=AB1234567"], status: 65,
                says: ["has no passport"])
            try await desk.run(["patient", "show", usman])
            try await desk.run(
                ["patient", "history", usman],
                says: ["registered", "changed", "viewed", "patients.patient.read", "patients.patient.updated"])

            try await desk.run(["patient", "restrict", usman, "--reason", "Staff"], says: ["restricted"])
            try await desk.run(["patient", "find", "Usman"], says: ["(restricted)"])
            try await desk.run(["patient", "unrestrict", usman, "--reason", "Left"], says: ["not restricted"])

            try await desk.run(["patient", "consent", "list", usman], says: ["No consents."])
            let give = ["patient", "consent", "give", usman, "--kind", "sms", "--form", "2026-1"]
            try await desk.run(give, says: ["2026-1", "the patient"])
            try await desk.run(give, status: 77)
            try await desk.run(
                ["patient", "consent", "withdraw", usman, "--kind", "sms", "--reason", "Asked"], says: ["Asked"])
            try await desk.run(
                ["patient", "consent", "withdraw", usman, "--kind", "sms", "--reason", "Asked"], status: 65,
                says: ["no consent to sms stands"])

            let picture = desk.folder.appending(path: "face.png")
            let shown = desk.folder.appending(path: "face.jpeg")
            try StripedPicture.png(120, 160).write(to: picture)
            try await desk.run(["patient", "photo", usman, picture.path], says: ["120 by 160 pixels"])
            try await desk.run(["patient", "photo", usman, "--out", shown.path], says: ["bytes"])
            #expect(try Data(contentsOf: shown).starts(with: [0xFF, 0xD8]))
            try await desk.run(["patient", "photo", usman, "--remove"], says: ["removed"])
            try await desk.run(["patient", "photo", usman, "--out", shown.path], status: 77)
            try await desk.run(["patient", "photo", usman], status: 64, says: ["--out FILE"])

            try await desk.run(["patient", "deceased", usman, "--on", "2026-01-31"], says: ["died on 2026-01-31"])
            try await desk.run(["patient", "find", "Usman"], says: ["(deceased)"])
            try await desk.run(["patient", "deceased", usman], status: 64)
            try await desk.run(
                ["patient", "deceased", usman, "--withdraw", "--reason", "Another man"], says: ["taken back"])
        }
    }

    @Test(.timeLimit(.minutes(5))) func familiesAndPeopleWithoutANameAreRegistered() async throws {
        try await with { desk in
            let mother = try await desk.register(["--name", "Ayesha Siddiqa", "--sex", "female", "--age", "30"])
            let born = try await desk.run(["patient", "newborn", mother, "--sex", "female"], says: ["is registered"])
            let child = try #require(born.split(separator: " ").first.map(String.init))
            try await desk.run(["patient", "relations", child], says: ["mother", mother])
            let father = try await desk.register(["--name", "Rashid Ahmad", "--sex", "male", "--age", "35"])
            try await desk.run(
                ["patient", "relations", child, "--add", father, "--as", "father"], says: [mother, father])
            let left = try await desk.run(["patient", "relations", child, "--remove", father])
            #expect(left.contains(mother) && !left.contains(father), "\(left)")
            try await desk.run(["patient", "relations", child, "--remove", father], status: 65)
            try await desk.run(
                [
                    "patient", "contacts", mother, "--add", "Rashid Ahmad", "--as", "spouse", "--phone", "0300-1234567",
                    "--next-of-kin",
                ], says: ["spouse", "+923001234567", "yes"])

            let found = try await desk.run(
                ["patient", "unknown", "--sex", "male", "--age", "40", "--note", "Grey shalwar"],
                says: ["is registered"])
            let unknown = try #require(found.split(separator: " ").first.map(String.init))
            try await desk.run(["patient", "unknown"], says: [unknown, "Grey shalwar"])
            try await desk.run(
                ["patient", "identify", unknown, "--name", "Bilal Khan", "--age", "41"], says: ["Bilal Khan, before"])
            let none = try await desk.run(["patient", "unknown"])
            #expect(!none.contains(unknown), "\(none)")
        }
    }

    @Test(.timeLimit(.minutes(5))) func twoRecordsOfOnePersonAreMergedAndParted() async throws {
        try await with { desk in
            let stands = try await desk.register(Self.usman)
            let goes = try await desk.register([
                "--name", "Muhammad Usman", "--sex", "male", "--age", "34", "--address", "Okara", "--no-phone",
                "--reason", "A test",
            ])
            try await desk.run(["patient", "pairs"], says: [goes, stands, "nameAndBirthYear"])
            try await desk.run(["patient", "pairs", "--dismiss", "1", "--reason", "Other"], status: 77)
            try await desk.run(
                ["patient", "merge", goes, stands, "--check"], says: ["would be given up", "names", "address"])
            try await desk.run(
                ["patient", "merge", goes, stands, "--take", "shoes=loser", "--reason", "One man"], status: 64,
                says: ["fields: names"])
            try await desk.run(["patient", "merge", goes, stands], status: 77, says: ["reason"])
            try await desk.run(
                ["patient", "merge", goes, stands, "--take", "address=loser", "--take", "names=survivor"]
                    + ["--reason", "One man"], says: ["\(goes) is merged into \(stands)"])
            // The number that was given up leads to the one that stands.
            try await desk.run(["patient", "show", goes], says: [stands, "Muhammad Usman", "Okara"])
            try await desk.run(
                ["patient", "unmerge", goes, "--reason", "Two men"], says: ["are two records again"])
            try await desk.run(["patient", "show", goes], says: [goes, "Okara"])
            try await desk.run(["patient", "show", stands], says: ["Chak 17, Sahiwal"])
            try await desk.run(["patient", "pairs"], says: ["No pairs."])
            try await desk.run(["patient", "pairs", "--dismissed"], says: [goes, "Two men"])
            try await desk.run(
                ["patient", "unmerge", goes, "--reason", "Two men"], status: 65, says: ["No merge of \(goes) stands"])

            // A woman cannot be merged into him.
            let woman = try await desk.register(["--name", "Nasreen Bibi", "--sex", "female", "--age", "50"])
            try await desk.run(
                ["patient", "merge", woman, stands, "--check"], status: 1, says: ["They cannot be merged now"])
        }
    }
}
