/// Templates of the papers that the counter prints all day. Their parts come with the data as whole pieces.
extension ShippedTemplates {
    private static let smallAndCentred = #"{"size": "7.5pt", "alignment": "center"}"#
    private static let boldAndCentred = #"{"isBold": true, "alignment": "center"}"#
    private static let dashes = #"{"rule": {"isDashed": true}}"#
    private static let code = """
        {"group": [{"qrCode": {"payload": {"$": "billNumber"}, "caption": {"identifier": {"$": "billNumber"}}}}]}
        """
    private static let patient = #"{"$each": "patient", "do": [{"$": "."}]}"#
    private static let sums = """
        {"table": {"columns": [{"width": {"share": 1}}, {"width": "natural", "alignment": "figures"}], "rows": {"$": "sums"}}}
        """
    private static let figures = #"{"width": "natural", "alignment": "figures"}"#
    private static let inWords = #"{"paragraph": {"content": {"amountInWords": {"$": "amount"}}, "style": "small"}}"#

    static let receipt = counter(
        "receipt", paper: "thermal80", title: #"{"$": "number"}"#,
        """
        {"$": "letterhead"}, {"rule": {}}, \(title("receipt")),
        \(row("receiptNumber", #"{"identifier": {"$": "number"}}"#, style: #"{"isBold": true}"#)),
        \(row("billNumber", #"{"identifier": {"$": "billNumber"}}"#)), \(row("when", #"{"$": "when"}"#)),
        \(patient), \(dashes),
        {"table": {"columns": [{"width": {"share": 1}}, \(figures), \(figures)],
          "head": [{"$t": "service"}, {"$t": "quantity"}, {"$t": "price"}],
          "rows": [{"$each": "lines", "do": [[{"$": ".service"}, {"number": {"$": ".quantity"}}, {"$": ".amount"}]]}]}},
        \(sums), \(inWords), {"space": "2mm"}, \(code),
        {"paragraph": {"content": {"$t": "keepReceipt"}, "style": \(smallAndCentred)}}
        """)

    static func bill(paper: String, gap: String) -> String {
        counter(
            "bill", paper: paper, title: #"{"$": "number"}"#,
            """
            {"$": "letterhead"}, {"rule": {}}, \(title("bill")), {"$if": "isCancelled", "do": [\(title("cancelled"))]}, {"space": "1mm"},
            {"columns": [
              {"width": {"share": 3}, "blocks": [
                \(row("billNumber", #"{"identifier": {"$": "number"}}"#, style: #"{"isBold": true}"#)),
                \(row("when", #"{"$": "when"}"#)), \(patient)]},
              {"width": "17mm", "blocks": [\(code)]}]},
            {"space": "2mm"},
            {"table": {"columns": [\(figures), {"width": {"share": 1}}, \(figures), \(figures), \(figures)], "gap": "\(gap)",
              "head": [{"$t": "serial"}, {"$t": "service"}, {"$t": "quantity"}, {"$t": "rate"}, {"$t": "price"}],
              "rows": [{"$each": "lines", "do": [[{"number": {"$": ".position"}}, {"$": ".service"}, {"number": {"$": ".quantity"}},
                {"$": ".rate"}, {"$": ".amount"}]]}], "hasRowRules": true}},
            \(sums), \(inWords),
            {"$if": "note", "do": [{"paragraph": {"content": {"name": {"$": "note"}}, "style": "small"}}]}
            """, pageLine: #", "pageLine": [{"$t": "page"}, " ", {"page": "number"}, " / ", {"page": "count"}]"#)
    }

    static let tokenSlip = counter(
        "tokenSlip", paper: "thermal80", title: #"{"$t": "tokenSlip"}"#,
        """
        {"$": "letterhead"}, {"rule": {}}, \(title("tokenSlip")),
        {"space": "1.2mm"}, {"paragraph": {"content": {"identifier": {"$": "token"}}, "style": "display"}},
        {"paragraph": {"content": {"$": "department"}, "style": "heading"}},
        {"$if": "practitioner", "do": [{"paragraph": {"content": {"$": "practitioner"}, "style": \(boldAndCentred)}}]},
        {"$if": "room", "do": [{"paragraph": {"content": {"$": "room"}, "style": "heading"}}]},
        {"$if": "priority", "do": [{"paragraph": {"content": {"$": "priority"}, "style": \(boldAndCentred)}}]},
        \(dashes), \(patient), {"$each": "visit", "do": [{"$": "."}]},
        {"$if": "code", "do": [{"space": "1mm"},
          {"group": [{"code128": {"payload": {"$": "code"}, "height": "8mm", "showsText": false}}]},
          {"paragraph": {"content": {"$t": "keepSlip"}, "style": \(smallAndCentred)}}]}
        """)

    private static func counter(
        _ kind: String, paper: String, title: String, _ blocks: String, pageLine: String = ""
    ) -> String {
        """
        {"template": 1, "document": {"kind": "\(kind)", "title": \(title), "paper": "\(paper)",
        "footer": {"lines": [{"$each": "footer", "do": [{"$": "."}]}]\(pageLine)},
        "blocks": [
        \(blocks)
        ]}}
        """
    }
}
