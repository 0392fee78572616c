/// Templates of wristbands and labels. Sizes are those of usual 203 dpi media.
extension ShippedTemplates {
    /// Who it is as a GS1 DataMatrix; as a QR code of our own label where the hospital has no GS1 company prefix.
    private static func gs1(_ person: String) -> String {
        """
        {"$if": "\(person).gsrn", "do": [{"dataMatrix": {"moduleSize": "0.375mm", "gs1": [{"ai": "8018", "value": {"$": "\(person).gsrn"}},
          {"ai": "8019", "value": {"$": "\(person).bandIssue"}}, {"ai": "91", "value": {"$": "\(person).mrn"}}]}}]},
        {"$if": "\(person).plainCode", "do": [{"qrCode": {"payload": {"$": "\(person).plainCode"}, "moduleSize": "0.375mm"}}]}
        """
    }

    private static func alarm(_ person: String, size: String) -> String {
        """
        {"$if": "\(person).allergies", "do": [{"paragraph": {"content": [{"$t": "allergies"}, ": ", {"$": "\(person).allergies"}],
          "style": {"size": \(size), "isBold": true, "overflow": {"cut": 1}},
          "instead": [{"$t": "allergies"}, ": ", {"$t": "seeRecord"}]}}]}
        """
    }

    static let wristband = template(
        "wristband", paper: #"{"width": "100mm", "height": "25mm", "dotsPerMillimetre": 8}"#,
        """
        {"columns": {"gap": "2mm", "columns": [
          {"blocks": [{"paragraph": {"content": \(name), "style": {"size": 11, "isBold": true, "overflow": {"cut": 1}}}},
            {"paragraph": {"content": [{"$t": "mrn"}, " ", {"strong": \(mrn)}, "  ", {"$if": "patient.age", "do": [{"quantity": {"$": "patient.age"}, "unit": {"$": "patient.ageUnit"}}, " / "]},
              {"$": "patient.sex"}], "style": {"size": 7, "overflow": {"cut": 1}}}},
            {"$if": "patient.birthDate", "do": [{"paragraph": {"content": [{"$t": "birthDate"}, " ", {"date": {"$": "patient.birthDate"}}], "style": {"size": 7}}}]},
            \(alarm("patient", size: "6.5"))]},
          {"width": "16mm", "blocks": [\(gs1("patient"))]}]}}
        """, more: #""margins": {"top": "0.5mm", "bottom": "0.5mm", "start": "1.5mm", "end": "1.5mm"}"#)

    static let infantWristband = template(
        "wristband", paper: #"{"width": "80mm", "height": "18mm", "dotsPerMillimetre": 8}"#,
        """
        {"columns": {"gap": "2mm", "columns": [
          {"blocks": [{"paragraph": {"content": {"name": {"$": "infant.name"}}, "style": {"size": 7, "isBold": true, "overflow": {"cut": 1}}}},
            {"paragraph": {"content": [{"strong": {"identifier": {"$": "infant.mrn"}}}, "  ", {"$if": "infant.birthDate", "do": [{"date": {"$": "infant.birthDate"}}, "  "]},
              {"$if": "infant.age", "do": [{"quantity": {"$": "infant.age"}, "unit": {"$": "infant.ageUnit"}}, "  "]},
              {"$": "infant.sex"}], "style": {"size": 5.3, "overflow": {"cut": 1}}}},
            {"$if": "infant.mother", "do": [{"paragraph": {"content": [{"$t": "mother"}, " ", {"identifier": {"$": "infant.mother.mrn"}}, " ", {"name": {"$": "infant.mother.name"}}],
              "style": {"size": 5.3, "overflow": {"cut": 1}}}}]},
            \(alarm("infant", size: "5.3"))]},
          {"width": "13mm", "blocks": [\(gs1("infant"))]}]}}
        """, more: #""margins": {"top": "0.5mm", "bottom": "0.5mm", "start": "1.5mm", "end": "1.5mm"}"#)

    static let specimenLabel = template(
        "specimenLabel", paper: #"{"width": "50mm", "height": "25mm", "dotsPerMillimetre": 8}"#,
        """
        {"paragraph": {"content": \(name), "style": {"size": 8, "isBold": true, "overflow": {"cut": 1}}}},
        {"paragraph": {"content": [\(mrn), "  ", \(ageAndSex)], "style": {"size": 6, "overflow": {"cut": 1}}}},
        {"code128": {"payload": {"$": "lab.accession"}, "height": "8mm", "moduleWidth": "0.25mm", "showsText": false}},
        {"paragraph": {"content": [{"identifier": {"$": "lab.accession"}}, "  ", {"$": "lab.specimen"}, "  ", {"time": {"$": "lab.collectedTime"}}],
          "style": {"size": 6, "alignment": "center", "overflow": {"cut": 1}}}}
        """, more: #""margins": {"top": "1mm", "bottom": "0.5mm", "start": "1.5mm", "end": "1.5mm"}"#)

    static let drugLabel = template(
        "drugLabel", paper: #"{"width": "70mm", "height": "35mm", "dotsPerMillimetre": 8}"#,
        """
        {"paragraph": {"content": [{"name": {"$": "drug.name"}, "language": "en"}], "style": {"size": 10, "isBold": true, "overflow": {"cut": 1}}}},
        {"paragraph": {"content": [{"dose": {"$": "drug.schedule"}}, " ", {"$": "drug.how"}], "style": {"size": 10}}}, {"rule": {}},
        {"paragraph": {"content": [\(name), "  ", \(mrn)], "style": {"size": 7, "overflow": {"cut": 1}}}},
        {"paragraph": {"content": [{"date": {"$": "day.date"}}, "  ", {"name": {"$": "hospital.name"}}], "style": {"size": 7, "overflow": {"cut": 1}}}}
        """, more: "")
}
