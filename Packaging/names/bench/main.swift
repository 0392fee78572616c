import Foundation

// Measures the matching of names on the part of the data that was not used for tuning.

let data = CommandLine.arguments[1]
let queries = Int(CommandLine.arguments[2]) ?? 60
let names = Corpus.names(data + "/pairs.tsv")
let held = names.filter { Corpus.isHeldOut($0.key) }.map(\.value).sorted { $0[0].nameID < $1[0].nameID }
Bench.confusable(names, Corpus.rows(data + "/confusable.tsv").map { ($0[0], $0[1]) })
Bench.recall(held, queries: queries, pool: 20000)
// Names written down after everything was tuned: what the figures above are worth.
let fresh = Corpus.names(data + "/fresh.tsv").values.sorted { $0[0].nameID < $1[0].nameID }
Bench.variants(fresh, label: "fresh names")
Bench.recall(fresh, queries: queries, pool: 20000, label: "fresh names")
// Names taken over whole from a public list, of which nobody looked at a single one that was missed.
let untouched = Corpus.names(data + "/untouched.tsv").values.sorted { $0[0].nameID < $1[0].nameID }
Bench.variants(untouched, label: "untouched names")
Bench.recall(untouched, queries: queries, pool: 20000, label: "untouched names")
