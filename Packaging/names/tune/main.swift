import Foundation

// Writes the tables of LearnedWeights from the tuning part of the data.

let data = CommandLine.arguments[1]
let target = CommandLine.arguments[2]
let names = Corpus.names(data + "/pairs.tsv")
// The other two files hold nothing of what is measured.
let more = [Corpus.names(data + "/wide.tsv"), Corpus.names(data + "/own.tsv")].flatMap { $0.map(\.value) }
let tune = (names.filter { !Corpus.isHeldOut($0.key) }.map(\.value) + more).sorted { $0[0].nameID < $1[0].nameID }
let confusable = Corpus.rows(data + "/confusable.tsv").map { ($0[0], $0[1]) }
let called: [NameScript: String] = [.latin: "latin", .arabic: "arabic", .devanagari: "devanagari"]
var files: [NameScript: String] = [:]
for (a, b) in Trainer.pairs {
    let weights = Trainer.weights(Trainer.samples(tune, a, b), a, b)
    var model = Discriminator(a, b, weights, scale: 0.6)
    for round in 1...2 {
        let samples = Negatives.samples(tune, confusable: confusable, a, b, model, seed: UInt64(round))
        model.train(samples, rounds: 8, rate: 0.05, pull: 0.02, seed: 5)
    }
    let rows = SoundWeights.rows(model.cells, columns: SoundClass.classes(of: b).count)
    let biases = model.biases.map { String(format: "%.3f", $0) }.joined(separator: ", ")
    let name = (called[a] ?? "") + (called[b] ?? "").capitalized
    files[a, default: "// Written by Packaging/tune-names.\n\nextension LearnedWeights {\n"] +=
        "    static let \(name): Rows = (\n        .\(called[a] ?? ""), .\(called[b] ?? ""), [\(biases)],\n        \"\"\"\n"
        + rows.map { "        \($0)\n" }.joined() + "        \"\"\")\n"
    print(name, model.biases, rows.count)
}
for (script, text) in files {
    let path = target + "/LearnedWeights+\((called[script] ?? "").capitalized).swift"
    try (text + "}\n").write(toFile: path, atomically: true, encoding: .utf8)
}
