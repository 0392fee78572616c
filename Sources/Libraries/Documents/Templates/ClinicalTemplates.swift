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
          "head": [{"$t": "medicine"}, {"$t": "dose"}, {"$t": "days"}, {"$t": "advice"}],
          "rows": [{"$each": "medicines", "do": [[{"name": {"$": ".name"}, "language": "en"},
            {"dose": {"$": ".schedule"}}, {"number": {"$": ".days"}}, {"$": ".how"}]]}], "hasRowRules": true}}
        """

    private static let allergies = """
        {"$if": "patient.allergies", "do": [{"paragraph": {"content": [{"$t": "allergies"}, ": ", {"$": "patient.allergies"}],
          "style": {"isBold": true}}}]}
        """

    static let prescription = template(
        "prescription", paper: #""a5""#,
        """
        \(letterhead), \(title("prescription")), \(patientColumns), \(allergies), \(section("diagnosis", "clinic.diagnosis")),
        {"paragraph": {"content": {"text": "℞", "language": "en"}, "style": {"size": 16, "isBold": true}}}, \(medicines), {"space": "3mm"},
        \(section("advice", "clinic.advice")), \(row("nextVisit", #"{"date": {"$": "clinic.nextVisit"}}"#)), \(signatures("guardian", "doctor"))
        """)

    static let labReport = template(
        "labReport", paper: #""a4""#,
        """
        \(letterhead), \(title("labReport")), \(patientColumns),
        {"columns": {"columns": [{"blocks": [\(row("specimen", #"{"$": "lab.specimen"}"#)), \(row("number", #"{"identifier": {"$": "lab.accession"}}"#))]},
          {"blocks": [\(row("collected", #"{"dateTime": {"$": "lab.collectedAt"}}"#)), \(row("reported", #"{"dateTime": {"$": "lab.reportedAt"}}"#))]}], "gap": "6mm"}},
        {"space": "3mm"},
        {"table": {"columns": [{"width": {"share": 2}}, {"width": "natural", "alignment": "figures"}, {"width": "natural", "alignment": "figures"}],
          "head": [{"$t": "test"}, {"$t": "result"}, {"$t": "range"}],
          "rows": [{"$each": "lab.tests", "do": [[{"$": ".name"}, {"strong": {"result": {"$": ".result"}, "unit": {"$": ".unit"}}},
            {"result": {"$": ".range"}, "unit": {"$": ".unit"}}]]}], "hasRowRules": true}},
        {"code128": {"payload": {"$": "lab.accession"}, "alignment": "start"}}, \(signatures("witness", "doctor"))
        """)

    static let radiologyReport = template(
        "radiologyReport", paper: #""a4""#,
        """
        \(letterhead), \(title("radiologyReport")), \(patientColumns), \(section("examination", "radiology.examination")),
        \(section("findings", "radiology.findings")), \(section("impression", "radiology.impression")), \(signatures("witness", "doctor"))
        """)

    static let dischargeSummary = template(
        "dischargeSummary", paper: #""a4""#,
        """
        \(letterhead), \(title("dischargeSummary")), \(patientColumns), \(row("admission", #"{"identifier": {"$": "admission.number"}}"#)),
        \(row("admitted", #"{"dateTime": {"$": "admission.admittedAt"}}"#)), \(row("discharged", #"{"dateTime": {"$": "admission.dischargedAt"}}"#)),
        {"rule": {}}, \(allergies), \(section("diagnosis", "clinic.diagnosis")), \(section("course", "admission.course")),
        {"paragraph": {"content": {"$t": "medicines"}, "style": {"size": 10, "isBold": true}}}, \(medicines), {"space": "3mm"},
        \(section("advice", "clinic.advice")), \(row("nextVisit", #"{"date": {"$": "clinic.nextVisit"}}"#)),
        {"qrCode": {"payload": {"$": "admission.number"}, "alignment": "start"}}, \(signatures("guardian", "doctor"))
        """)

    static let consentForm = template(
        "consentForm", paper: #""a4""#,
        """
        \(letterhead), \(title("consentForm")), \(patientColumns), \(row("procedure", #"{"$": "admission.procedure"}"#, style: #"{"size": 11, "isBold": true}"#)),
        {"space": "3mm"}, {"paragraph": {"content": {"$t": "consentText"}, "style": {"size": 11}}},
        \(signatures("guardian", "witness")), \(signatures("doctor", "signature"))
        """)
}
