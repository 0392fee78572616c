import HTTPTypes
import Hummingbird
import SehatCore
import SehatStore

/// Answers what no route has taken: the pages and their files, wrong methods, and addresses that do not exist.
struct Fallback: RouterMiddleware {
    let site: Site
    let isTLS: Bool
    let metrics: RouteMetrics
    private let templates: [(template: RouteTemplate, method: Method)]

    init(site: Site, isTLS: Bool, metrics: RouteMetrics) {
        self.site = site
        self.isTLS = isTLS
        self.metrics = metrics
        templates = site.endpoints.map { (RouteTemplate($0.fullPath), $0.method) }
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let response = respond(request, context)
        metrics.count(status: response.status.code, nanoseconds: 0)
        return response
    }

    private func respond(_ request: Request, _ context: WebContext) -> Response {
        let path = request.uri.path
        if !context.isLocal(request.headers) {
            do { try site.limiter.take(.address(context.address)) } catch { return refuse(request, error) }
        }
        let methods = templates.filter { $0.template.matches(path) }.map(\.method.rawValue)
        if !methods.isEmpty {
            var response = refuse(request, Problem.wrongMethod)
            response.headers[.allow] = Set(methods).sorted().joined(separator: ", ")
            return response
        }
        let isRead = request.method == .get || request.method == .head
        guard isRead, path != "/api", !path.hasPrefix("/api/"), let assets = site.assets else {
            return refuse(request, Problem(.notFound, "app.route"))
        }
        var response = page(assets, path, request) ?? refuse(request, Problem(.notFound, "app.route"))
        if request.method == .head { response = response.createHeadResponse() }
        return response
    }

    /// A file of the tree, or the page that starts everything.
    private func page(_ assets: AssetCatalogue, _ path: String, _ request: Request) -> Response? {
        if path.hasPrefix("/a/") {
            let rest = path.dropFirst(3)
            guard rest.hasPrefix(assets.treeHash + "/") else { return nil }
            guard let name = PercentCoding.decode(rest.dropFirst(assets.treeHash.count + 1), plusIsSpace: false),
                let asset = assets.asset(name)
            else { return nil }
            return serve(asset, request, isForEver: !assets.isLive)
        }
        if path == "/favicon.ico" || path == "/robots.txt" {
            return assets.asset(String(path.dropFirst())).map { serve($0, request, isForEver: false) }
        }
        return assets.index.map { serve($0, request, isForEver: false) }
    }

    private func serve(_ asset: AssetCatalogue.Asset, _ request: Request, isForEver: Bool) -> Response {
        var fields = SecurityHeaders.page(isTLS: isTLS)
        fields[.contentType] = asset.contentType
        fields[.eTag] = asset.etag
        if isForEver { fields[.cacheControl] = "public, max-age=31536000, immutable" }
        if asset.gzip != nil { fields[.vary] = "accept-encoding" }
        if request.headers[.ifNoneMatch]?.contains(asset.etag) == true {
            return Response(status: .notModified, headers: fields)
        }
        if let gzip = asset.gzip, request.headers[.acceptEncoding]?.contains("gzip") == true {
            fields[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: fields, body: .init(byteBuffer: gzip))
        }
        return Response(status: .ok, headers: fields, body: .init(byteBuffer: asset.plain))
    }

    private func refuse(_ request: Request, _ error: any Error) -> Response {
        let problem = error as? Problem ?? .internal(incident: "")
        let language = request.headers[.acceptLanguage].flatMap(Language.init(acceptLanguage:)) ?? .en
        let id = site.requestIDs.next()
        return problem.answer(site.store.catalogue, language, request: id).response(requestID: id, isTLS: isTLS)
    }
}
