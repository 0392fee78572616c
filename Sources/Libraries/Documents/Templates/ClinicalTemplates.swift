/// Templates of the doctor, the laboratory and the ward.
extension ShippedTemplates {
    private static func section(_ word: String, _ path: String) -> String {
        """
        {"group": [{"paragraph": {"content": {"$t": "\(word)"}, "style": {"size": 10, "isBold": true}}},
          {"paragraph": {"$": "\(path)"}}, {"space": "2mm"}]}
        """
    }

    /// A drug's name and strength are one value: as two they would change places in a line from right to left.
    private static let medicines = """
        {"table": {"columns": [{"width": {"share": 3}}, {"width": "natural"}, {"width": "natural", "alignment": "figures"}, {"width": {"share": 3}}],
          "gap": "5mm", "head": [{"$t": "medicine"}, {"$t": "dose"}, {"$t": "days"}, {"$t": "advice"}],
          "rows": [{"$each": "medicines", "do": [[{"name": {"$": ".name"}, "language": "en"},
            {"dose": {"$": ".schedule"}}, {"number": {"$": ".days"}}, {"$": ".how"}]]}], "hasRowRules": true}}
        """

    private static let allergies = """
        {"$if": "patient.allergies", "do": [{"paragraph": {"content": [{"$t": "allergies"}, ": ", {"$": "patient.allergies"}],
          "style": {"isBold": true}}}, {"space": "2mm"}]}
        """

    static let prescription = template(
        "prescription", paper: #""a5""#,
        """
        \(letterhead), \(title("prescription")), \(patientColumns), \(allergies), \(section("diagnosis", "clinic.diagnosis")),
        {"paragraph": {"content": {"text": "℞", "language": "en"}, "style": {"size": 16, "isBold": true}}}, \(medicines), {"space": "3mm"},
        \(section("advice", "clinic.advice")), \(row("nextVisit", #"{"date": {"$": "clinic.nextVisit"}}"#)), \(signatures("guardian", "doctor"))
        """)

    /// Who signs, each on a line of its own: the role below it, and the name where it is known.
    private static func signing(_ roles: String...) -> String {
        let lines = roles.map { role in
            """
            {"blocks": [{"rule": {}}, {"paragraph": {"content": {"$t": "\(role)"}, "style": {"alignment": "center"}}},
              {"$if": "signed.\(role)", "do": [{"paragraph": {"content": {"name": {"$": "signed.\(role)"}}, "style": {"isBold": true, "alignment": "center"}}}]}]}
            """
        }
        return """
            {"group": [{"space": "12mm"}, {"columns": {"gap": "12mm", "alignsRows": true, "columns": [\(lines.joined(separator: ", "))]}}]}
            """
    }

    /// The mark of a result outside its range, in words beside the letter that laboratories use.
    private static func flag(_ name: String) -> String {
        #"{"$if": ".\#(name)", "do": [{"strong": {"$t": "\#(name)"}}]}"#
    }

    static let labReport = template(
        "labReport", paper: #""a4""#,
        """
        \(letterhead), \(title("labReport")), \(patientColumns),
        {"columns": {"columns": [{"blocks": [\(row("specimen", #"{"$": "lab.specimen"}"#)), \(between), \(row("number", #"{"identifier": {"$": "lab.accession"}}"#))]},
          {"blocks": [\(row("collected", #"{"dateTime": {"$": "lab.collectedAt"}}"#)), \(between), \(row("reported", #"{"dateTime": {"$": "lab.reportedAt"}}"#))]}], "gap": "12mm", "alignsRows": true}},
        {"space": "3mm"},
        {"table": {"columns": [{"width": {"share": 3}}, {"width": "natural", "alignment": "figures"}, {"width": {"share": 2}}, {"width": "natural", "alignment": "figures"}],
          "gap": "5mm", "head": [{"$t": "test"}, {"$t": "result"}, {"$t": "flag"}, {"$t": "range"}],
          "rows": [{"$each": "lab.tests", "do": [[{"$": ".name"}, {"strong": {"result": {"$": ".result"}, "unit": {"$": ".unit"}}},
            [\(flag("high")), \(flag("low")), \(flag("criticalHigh")), \(flag("criticalLow"))],
            {"result": {"$": ".range"}, "unit": {"$": ".unit"}}]]}], "hasRowRules": true}},
        {"space": "3mm"}, {"code128": {"payload": {"$": "lab.accession"}, "alignment": "start"}},
        \(signing("technologist", "pathologist"))
        """)

    static let radiologyReport = template(
        "radiologyReport", paper: #""a4""#,
        """
        \(letterhead), \(title("radiologyReport")), \(patientColumns), \(section("examination", "radiology.examination")),
        \(section("findings", "radiology.findings")), \(section("impression", "radiology.impression")),
        \(signing("radiographer", "radiologist"))
        """)

    static let dischargeSummary = template(
        "dischargeSummary", paper: #""a4""#,
        """
        \(letterhead), \(title("dischargeSummary")), \(patientColumns), \(row("admission", #"{"identifier": {"$": "admission.number"}}"#)), \(between),
        \(row("admitted", #"{"dateTime": {"$": "admission.admittedAt"}}"#)), \(between), \(row("discharged", #"{"dateTime": {"$": "admission.dischargedAt"}}"#)),
        {"rule": {}}, \(allergies), \(section("diagnosis", "clinic.diagnosis")), \(section("course", "admission.course")),
        {"paragraph": {"content": {"$t": "medicines"}, "style": {"size": 10, "isBold": true}}}, \(medicines), {"space": "3mm"},
        \(section("advice", "clinic.advice")), \(row("nextVisit", #"{"date": {"$": "clinic.nextVisit"}}"#)),
        {"qrCode": {"payload": {"$": "admission.number"}, "alignment": "start", "caption": {"identifier": {"$": "admission.number"}}}},
        \(signatures("guardian", "doctor"))
        """)

    static let consentForm = template(
        "consentForm", paper: #""a4""#,
        """
        \(letterhead), \(title("consentForm")), \(patientColumns), \(row("procedure", #"{"$": "admission.procedure"}"#, style: #"{"size": 11, "isBold": true}"#)),
        {"space": "3mm"}, {"paragraph": {"content": {"$t": "consentText"}, "style": {"size": 11}}},
        \(consenting("guardian", "witness")), \(consenting("doctor", "interpreter"))
        """)

    /// The example of a bilingual paper: heads stacked, words in pairs, the text in two columns.
    static let consentFormBilingual = template(
        "consentForm", paper: #""a4""#,
        """
        \(letterhead), {"$both": "stacked", "do": [\(title("consentForm"))]}, {"space": "2mm"},
        \(pair("patient", name, style: #"{"size": 10, "isBold": true}"#)), \(between), \(pair("mrn", mrn)), \(between),
        \(pair("doctor", #"{"name": {"$": "doctor.name"}}"#)), \(between), \(pair("date", #"{"dateTime": {"$": "print.at"}}"#)),
        {"space": "1mm"}, {"rule": {}}, {"space": "2mm"},
        {"$both": "beside", "gap": "10mm", "do": [
          {"paragraph": {"content": {"$t": "procedure"}, "style": {"size": 10, "isBold": true}}},
          {"paragraph": {"content": {"$": "admission.procedure"}, "style": {"size": 11, "isBold": true}}}, {"space": "3mm"},
          {"paragraph": {"content": {"$t": "consentText"}, "style": {"size": 11}}}]},
        \(consenting("guardian", "witness", isInPairs: true)), \(consenting("doctor", "interpreter", isInPairs: true))
        """)

    private static func pair(_ word: String, _ value: String, style: String = #""body""#) -> String {
        #"{"keyValue": {"label": {"$t": "\#(word)", "with": " / "}, "value": [\#(value)], "style": \#(style)}}"#
    }

    /// Two who sign a consent, each with a line for the signature and one for name and date.
    private static func consenting(_ left: String, _ right: String, isInPairs: Bool = false) -> String {
        func word(_ name: String) -> String { #"{"$t": "\#(name)"\#(isInPairs ? #", "with": " / ""# : "")}"# }
        func line(_ role: String) -> String {
            """
            {"blocks": [{"rule": {}}, {"paragraph": {"content": \(word(role)), "style": {"isBold": true, "alignment": "center"}}}, {"space": "9mm"},
              {"rule": {"thickness": "0.3pt"}}, {"paragraph": {"content": \(word("signedWhen")), "style": {"size": 7.5, "alignment": "center"}}}]}
            """
        }
        return """
            {"group": [{"space": "14mm"}, {"columns": {"gap": "20mm", "alignsRows": true, "columns": [\(line(left)), \(line(right))]}}]}
            """
    }
}
