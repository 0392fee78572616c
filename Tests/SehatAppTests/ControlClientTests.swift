import Testing

@testable import SehatApp

/// How a command waits for the server.
@Suite struct ControlClientTests {
    /// A backup of a large hospital says nothing for minutes; no silence may end the wait before the request's own limit.
    @Test func silenceDoesNotEndARequest() {
        #expect(!ControlClient.endsInSilence)
    }
}
