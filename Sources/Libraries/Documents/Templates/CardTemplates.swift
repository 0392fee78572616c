/// Templates of patient cards: one for card printers and card-sized labels (CR80, ISO/IEC 7810 ID-1, 85.6 by 54 mm at 300 dpi), one for
/// the receipt roll.
extension ShippedTemplates {
    private static let facts = """
        {"paragraph": {"content": [{"$t": "mrn"}, " ", {"strong": \(mrn)}], "style": {"size": 9}}},
        {"paragraph": {"content": [{"$": "patient.sex"}, {"$if": "patient.age", "do": ["  ", {"quantity": {"$": "patient.age"}, "unit": {"$": "patient.ageUnit"}}]},
          {"$if": "patient.birthDate", "do": ["  ", {"date": {"$": "patient.birthDate"}}]}], "style": {"size": 7.5, "overflow": {"cut": 1}}}}
        """
    private static func otherName(_ alignment: String) -> String {
        """
        {"$if": "patient.otherName", "do": [{"paragraph": {"content": {"name": {"$": "patient.otherName"}},
          "style": {"size": 8, "alignment": "\(alignment)", "overflow": {"cut": 1}}}}]}
        """
    }

    static let patientCard = template(
        "patientCard", paper: #"{"width": "85.6mm", "height": "54mm", "dotsPerMillimetre": 12}"#,
        """
        {"paragraph": {"content": {"name": {"$": "hospital.name"}}, "style": {"size": 9, "isBold": true, "alignment": "center", "overflow": {"cut": 1}}}},
        {"rule": {}},
        {"columns": {"gap": "2mm", "columns": [
          {"$if": "patient.photo", "do": [{"width": "18.5mm", "blocks": [{"$": "patient.photo"}]}]},
          {"blocks": [{"paragraph": {"content": \(name), "style": {"size": 11, "isBold": true, "overflow": {"cut": 1}}}},
            \(otherName("start")), \(facts)]}]}},
        {"$if": "patient.code", "do": [{"code128": {"payload": {"$": "patient.code"}, "height": "8mm", "moduleWidth": "0.25mm", "showsText": false}}]}
        """, more: #""margins": {"top": "1.5mm", "bottom": "1.5mm", "start": "3mm", "end": "3mm"}"#)

    static let patientCardRoll = template(
        "patientCard", paper: #""thermal80""#,
        """
        {"paragraph": {"content": {"name": {"$": "hospital.name"}}, "style": "heading"}},
        {"$each": "hospital.phones", "do": [{"paragraph": {"content": {"phone": {"$": "."}}, "style": {"alignment": "center"}}}]},
        {"rule": {}}, \(title("patientCard")),
        {"$if": "patient.photo", "do": [{"$": "patient.photo"}]},
        \(row("patient", name, style: #"{"size": 11, "isBold": true}"#)), \(otherName("end")),
        \(row("mrn", mrn, style: #"{"size": 11, "isBold": true}"#)), \(row("sex", #"{"$": "patient.sex"}"#)),
        {"$if": "patient.age", "do": [\(row("age", #"{"quantity": {"$": "patient.age"}, "unit": {"$": "patient.ageUnit"}}"#))]},
        {"$if": "patient.birthDate", "do": [\(row("birthDate", #"{"date": {"$": "patient.birthDate"}}"#))]},
        {"$each": "patient.rows", "do": [{"$": "."}]},
        {"$if": "patient.code", "do": [{"space": "1mm"},
          {"group": [{"code128": {"payload": {"$": "patient.code"}, "height": "10mm", "showsText": false}}]}]},
        {"paragraph": {"content": {"$t": "keepCard"}, "style": {"size": "7.5pt", "alignment": "center"}}}
        """, more: "")
}
