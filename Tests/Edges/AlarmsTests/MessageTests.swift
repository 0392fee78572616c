import Foundation
import SehatCore
import TestKit
import Testing

@testable import Alarms

/// Messages to a real mail server (aiosmtpd) and a real HTTP server.
@Suite(.enabled(if: MessagePeer.has)) struct MessageTests {
    private static let mail = Mail(
        to: "it@hospital.example",
        subject: "الارم: بیک اپ پرانا ہے — शिफ़ा सिटी अस्पताल, a subject that is long enough to be folded",
        text: "بیک اپ پرانا ہے\n.\nline 3", id: "77", at: TestStore.start)

    private func server(
        _ peer: MessagePeer, _ scheme: String, password: String? = nil, hasAuthority: Bool = true
    ) throws -> MailServer {
        try MailServer(
            "\(scheme)://127.0.0.1:\(peer.facts.mail)", sender: "sehat@hospital.example", user: "sehat",
            passwordFile: password ?? peer.password, authority: hasAuthority ? peer.facts.ca : nil)
    }

    @Test(arguments: [("starttls", "smtp"), ("tls", "smtps")])
    func aMailArrivesOverTLSWithItsPassword(_ way: String, _ scheme: String) async throws {
        let peer = try await MessagePeer(way)
        try await MailClient(server: server(peer, scheme)).send(Self.mail)
        let taken = try await peer.next()
        #expect(taken.to == "it@hospital.example" && taken.from == "sehat@hospital.example" && taken.isTLS == true)
        #expect(taken.user == "sehat" && taken.subject == Self.mail.subject)
        #expect(taken.text == Self.mail.text && taken.id == "<77.alarm@hospital.example>")
    }

    @Test func nothingIsSaidToAServerWithoutTheTLSThatIsAskedFor() async throws {
        let plain = try await MessagePeer("plain")
        let failure = await #expect(throws: MessageFault.self) {
            try await MailClient(server: server(plain, "smtp")).send(Self.mail)
        }
        #expect(failure?.description.contains("STARTTLS") == true)
        let foreign = try await MessagePeer("tls")
        await #expect(throws: (any Error).self, "a certificate of an unknown authority") {
            try await MailClient(server: server(foreign, "smtps", hasAuthority: false)).send(Self.mail)
        }
    }

    @Test func aWrongPasswordIsSaidWithoutThePassword() async throws {
        let peer = try await MessagePeer("starttls")
        let failure = await #expect(throws: MessageFault.self) {
            let wrong = peer.folder.appending(path: "wrong").path
            try await MailClient(server: server(peer, "smtp", password: wrong)).send(Self.mail)
        }
        #expect(failure?.description.contains("535") == true)
        #expect(failure?.description.contains(Data("\0sehat\0wrong".utf8).base64EncodedString()) == false)
    }

    @Test func anSMSGoesAsTheGatewayWantsIt() async throws {
        let peer = try await MessagePeer("plain")
        let address = "http://127.0.0.1:\(peer.facts.sms)"
        let text = #"بیک اپ "پرانا" {to} & 5%"#
        let json = try SMSGateway(
            address + "/send", body: #"{"to": "{to}", "message": {"text": "{text}"}}"#,
            header: "Authorization: Bearer {secret}", secretFile: peer.token)
        try await json.send(text, to: "+923001234567")
        let first = try await peer.next()
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data((first.body ?? "").utf8)) as? [String: Any])
        #expect(object["to"] as? String == "+923001234567")
        #expect((object["message"] as? [String: String])?["text"] == text)
        #expect(first.contentType == "application/json" && first.authorization == "Bearer tajir-99")

        let get = try SMSGateway(address + "/send?to={to}&text={text}")
        try await get.send(text, to: "+923001234567")
        let second = try await peer.next()
        let items = URLComponents(string: second.path ?? "")?.queryItems ?? []
        #expect(items.map(\.value) == ["+923001234567", text])
    }

    @Test func aRefusalIsSaidWithoutTheSecret() async throws {
        let peer = try await MessagePeer("plain", refusing: 1)
        let gateway = try SMSGateway(
            "http://127.0.0.1:\(peer.facts.sms)/?to={to}&text={text}", header: "Authorization: {secret}",
            secretFile: peer.token)
        let failure = await #expect(throws: MessageFault.self) { try await gateway.send("x", to: "+923001234567") }
        #expect(failure?.description.contains("503") == true && failure?.description.contains("tajir") == false)
    }

    @Test(arguments: [
        "smtp+plain://mail.example:25", "http://mail.example", "smtps://user:secret@mail.example", "smtps://", "mail",
    ])
    func aMailServerThatWouldLeakIsNoSetting(_ address: String) {
        #expect(throws: MessageSettingError.self) { _ = try MailServer(address, sender: "a@b.example") }
    }

    @Test func aGatewayThatWouldLeakIsNoSetting() {
        for url in [
            "http://gateway.example/?to={to}&text={text}", "https://g.example/", "https://u:p@g.example/{to}{text}",
        ] {
            #expect(throws: MessageSettingError.self, "\(url)") { _ = try SMSGateway(url) }
        }
        #expect(throws: MessageSettingError.self) { _ = try SMSGateway("https://g.example/{to}{text}{secret}") }
        for address in ["a@b\r\nRCPT TO:<c@d>", "a b@c", "@b", "a@", "a@b>"] {
            #expect(throws: MessageSettingError.self, "\(address)") {
                try MessageSettingError.check(addresses: [address])
            }
        }
        #expect(throws: MessageSettingError.self) { try MessageSettingError.check(numbers: ["03001234567"]) }
    }

    @Test func nobodyIsSpokenToWhoIsNotOnTheList() async throws {
        let server = try MailServer("smtps://mail.example", sender: "a@b.example")
        await #expect(throws: (any Error).self) { try await MailClient(server: server).send(Self.mail) }
        let gateway = try SMSGateway("https://192.168.77.1/?to={to}&text={text}")
        let failure = await #expect(throws: (any Error).self) { try await gateway.send("x", to: "+923001234567") }
        #expect("\(failure as Any)".contains("list of outgoing connections"))
    }
}
