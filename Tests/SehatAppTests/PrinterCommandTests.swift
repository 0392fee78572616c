import Foundation
import SehatApp
import TestKit
import Testing

/// `sehat printer` on a hospital that no server serves: what a new printer takes, and how it says no.
@Suite(.serialized) struct PrinterCommandTests {
    private func hospital(_ body: (@Sendable ([String]) async throws -> Binary.Result) async throws -> Void)
        async throws
    {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let data = hospital.directory.url.path
        try await body { arguments in try await Binary.run(["printer"] + arguments + ["--data", data]) }
    }

    private static func expect(_ status: Int32, _ result: Binary.Result) {
        #expect(result.status == status, "\(result)")
    }

    private static func thermal(_ name: String, _ more: [String] = []) -> [String] {
        ["add", name, "--kind", "thermal", "--target", "socket://127.0.0.1:9"] + more
    }

    @Test(.timeLimit(.minutes(2))) func aNewPrinterTakesNothingFromAnother() async throws {
        try await hospital { sehat in
            Self.expect(0, try await sehat(Self.thermal("Zebra Street", ["--paper", "receipt"])))
            let second = try await sehat(Self.thermal("Annex"))
            #expect(
                second.status == 0 && second.output.contains("Papers without a route keep going to Zebra Street"),
                "\(second)")
            let third = try await sehat(Self.thermal("Counter 3", ["--paper", "tokenSlip", "--paper", "receipt"]))
            #expect(
                third.status == 77 && third.errors.contains("receipt goes to Zebra Street; add --take-over"), "\(third)"
            )
            // Refused before anything was made.
            let list = try await sehat(["list"])
            #expect(!list.output.contains("Counter 3"))
            Self.expect(0, try await sehat(Self.thermal("Counter 3", ["--paper", "receipt", "--take-over"])))
        }
    }

    @Test(.timeLimit(.minutes(2))) func aPaperThatIsNoneIsAnsweredWithThoseThatAre() async throws {
        try await hospital { sehat in
            let result = try await sehat(Self.thermal("Counter 3", ["--paper", "reciept"]))
            #expect(result.status == 64 && result.errors.contains("tokenSlip"), "\(result)")
            #expect(try await !sehat(["list"]).output.contains("Counter 3"))
        }
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ["pause", "Nowhere"], ["resume", "Nowhere"], ["test", "Nowhere"], ["remove", "Nowhere"],
            ["change", "Nowhere", "--density", "3"],
            ["add", "New", "--kind", "thermal", "--target", "q", "--fallback", "Nowhere"],
            ["preview", "7", "--out", "/tmp/none.pdf"],
        ])
    func whatIsNotThereIsRefused(_ arguments: [String]) async throws {
        try await hospital { sehat in
            let result = try await sehat(arguments)
            #expect(result.status == 77 && !result.errors.isEmpty, "\(result)")
        }
    }

    @Test(.timeLimit(.minutes(2))) func aWrongCommandLineIsSaidToBeOne() async throws {
        try await hospital { sehat in
            Self.expect(64, try await sehat(["add", "New", "--kind", "thermal", "--target", "q", "--label", "big"]))
            Self.expect(64, try await sehat(["preview", "seven", "--out", "/tmp/none.pdf"]))
        }
    }
}
