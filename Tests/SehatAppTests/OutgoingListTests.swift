import Foundation
import Outgoing
import TestKit
import Testing

@testable import SehatApp

/// The list of outgoing connections is made of the settings, and of nothing else.
@Suite struct OutgoingListTests {
    @Test func settingsBecomeTheList() throws {
        let text = """
            backup_targets = ["/mnt/usb", "sftp://sehat@nas.lan:2222/backup?identity=/k&known_hosts=/h", \
            "s3://minio.lan:9000/bucket?credentials=/c"]
            cups_server = "cups.lan"
            outgoing_printers = ["203.0.113.7:9101"]
            alarm_email = ["it@hospital.example"]
            smtp_server = "smtp://mail.lan"
            smtp_from = "sehat@hospital.example"
            alarm_sms = ["+923001234567"]
            sms_url = "https://gateway.example/send?to={to}&text={text}"
            """
        let rules = try Configuration.parse(text, file: "test").outgoingRules()
        #expect(
            Set(rules) == [
                OutgoingRule(.backup, host: "nas.lan", port: 2222),
                OutgoingRule(.backup, host: "minio.lan", port: 9000),
                OutgoingRule(.spooler, host: "cups.lan", port: 631),
                OutgoingRule(.printer, host: "203.0.113.7", port: 9101),
                OutgoingRule(.mail, host: "mail.lan", port: 587),
                OutgoingRule(.sms, host: "gateway.example", port: 443),
            ])
        #expect(try Configuration().outgoingRules().isEmpty)
    }

    @Test(arguments: [
        #"alarm_sms = ["0300"]"#, #"alarm_email = ["a b@c"]"#, #"smtp_server = "mail.lan""#,
        "smtp_server = \"smtps://mail.lan\"\nsmtp_from = \"a@b\"\nsmtp_user = \"x\"",
        #"sms_url = "https://gateway.example""#,
        #"outgoing_printers = ["a:b"]"#,
    ])
    func aWrongSettingIsNamed(_ text: String) throws {
        let configuration = try Configuration.parse(text, file: "test")
        #expect(throws: (any Error).self) { _ = try configuration.outgoingRules() }
    }
}
