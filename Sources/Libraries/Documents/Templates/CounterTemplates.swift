/// Templates of the counter and the cash desk.
extension ShippedTemplates {
    static let opdSlip = template(
        "opdSlip", paper: #""thermal80""#,
        """
        \(letterhead), \(title("opdSlip")),
        {"space": "1.2mm"}, {"paragraph": {"content": {"identifier": {"$": "visit.token"}}, "style": "display"}},
        \(row("patient", name, style: #"{"size": 11, "isBold": true}"#)), \(row("mrn", mrn)), \(row("age", ageAndSex)),
        \(row("phone", #"{"phone": {"$": "patient.phone"}}"#)), \(row("doctor", #"{"name": {"$": "doctor.name"}}"#)),
        \(row("department", #"{"$": "doctor.department"}"#)), \(row("room", #"{"identifier": {"$": "visit.room"}}"#)),
        \(row("visit", #"{"identifier": {"$": "visit.number"}}"#)), \(row("fee", #"{"money": {"$": "visit.fee"}}"#)),
        {"qrCode": {"payload": {"$": "patient.mrn"}, "caption": {"identifier": {"$": "patient.mrn"}}}}
        """)

    static func voucher(_ kind: String, _ party: String) -> String {
        let facts = [
            row("number", #"{"identifier": {"$": "\#(kind).number"}}"#, style: #"{"size": 11, "isBold": true}"#),
            row("date", #"{"dateTime": {"$": "print.at"}}"#), row(party, name), row("mrn", mrn),
            row("admission", #"{"identifier": {"$": "admission.number"}}"#),
            row("method", #"{"$": "\#(kind).method"}"#),
            row("reason", #"{"$": "\#(kind).reason"}"#),
        ]
        return template(
            kind + "Voucher", paper: #""a5""#,
            """
            \(letterhead), \(title(kind + "Voucher")), {"space": "2mm"}, \(facts.joined(separator: ", \(between), ")), {"rule": {}},
            \(row("amount", #"{"money": {"$": "\#(kind).amount"}}"#, style: #"{"size": 14, "isBold": true}"#)),
            {"paragraph": {"amountInWords": {"$": "\(kind).amount"}}}, {"rule": {}},
            \(row("balance", #"{"money": {"$": "\#(kind).balance"}}"#)), {"space": "2mm"},
            {"qrCode": {"payload": {"$": "\(kind).number"}, "alignment": "start", "caption": {"identifier": {"$": "\(kind).number"}}}},
            \(signatures("guardian", "cashier"))
            """)
    }

    static let dayClose = template(
        "dayClose", paper: #""a4""#,
        """
        \(letterhead), \(title("dayClose")), {"space": "2mm"}, \(row("date", #"{"date": {"$": "day.date"}}"#)), {"space": "2mm"},
        {"table": {"columns": [{"width": {"share": 2}}, {"width": "natural", "alignment": "figures"},
          {"width": "natural", "alignment": "figures"}, {"width": "natural", "alignment": "figures"},
          {"width": "natural", "alignment": "figures"}], "gap": "5mm",
          "head": [{"$t": "cashier"}, {"$t": "count"}, {"$t": "receipts"}, {"$t": "refunds"}, {"$t": "difference"}],
          "rows": [{"$each": "day.cashiers", "do": [[{"name": {"$": ".name"}}, {"number": {"$": ".count"}},
            {"amount": {"$": ".receipts"}}, {"amount": {"$": ".refunds"}}, {"amount": {"$": ".difference"}}]]}],
          "hasRowRules": true}},
        {"space": "4mm"}, \(row("opening", #"{"money": {"$": "day.opening"}}"#)),
        \(row("receipts", #"{"money": {"$": "day.receipts"}}"#)), \(row("refunds", #"{"money": {"$": "day.refunds"}}"#)), {"rule": {}},
        \(row("expected", #"{"money": {"$": "day.expected"}}"#, style: #"{"isBold": true}"#)),
        \(row("counted", #"{"money": {"$": "day.counted"}}"#, style: #"{"isBold": true}"#)),
        {"paragraph": {"amountInWords": {"$": "day.counted"}}},
        \(row("difference", #"{"money": {"$": "day.difference"}}"#, style: #"{"isBold": true}"#)), \(signatures("cashier", "witness"))
        """)

    static let cashierHandover = template(
        "cashierHandover", paper: #""a5""#,
        """
        \(letterhead), \(title("cashierHandover")), {"space": "2mm"}, \(row("date", #"{"dateTime": {"$": "print.at"}}"#)), {"space": "2mm"},
        {"table": {"columns": [{"width": {"share": 1}}, {"width": "natural", "alignment": "figures"},
          {"width": "natural", "alignment": "figures"}], "gap": "8mm",
          "head": [{"$t": "denomination"}, {"$t": "count"}, {"$t": "amount"}],
          "rows": [{"$each": "handover.notes", "do": [[{"money": {"$": ".value"}}, {"number": {"$": ".count"}},
            {"amount": {"$": ".amount"}}]]},
            {"cells": [{"$t": "total"}, "", {"money": {"$": "handover.total"}}], "isStrong": true, "ruleAbove": {}}]}},
        {"paragraph": {"amountInWords": {"$": "handover.total"}}}, \(signatures("handedBy", "takenBy"))
        """)

    static let auditExtract = template(
        "auditExtract", paper: #""a4""#,
        """
        \(letterhead), \(title("auditExtract")), {"space": "2mm"}, \(row("date", #"{"date": {"$": "day.date"}}"#)),
        \(row("chain", #"{"identifier": {"$": "audit.chain"}}"#, style: #"{"size": 8}"#)), {"space": "2mm"},
        {"table": {"columns": [{"width": "natural"}, {"width": {"share": 2}}, {"width": {"share": 3}}, {"width": "natural"}],
          "gap": "4mm", "head": [{"$t": "time"}, {"$t": "user"}, {"$t": "action"}, {"$t": "record"}],
          "rows": [{"$each": "audit.rows", "do": [[{"time": {"$": ".time"}}, {"name": {"$": ".user"}}, {"$": ".action"},
            {"identifier": {"$": ".record"}}]]}], "style": {"size": 8.5}, "hasRowRules": true}}
        """)
}
