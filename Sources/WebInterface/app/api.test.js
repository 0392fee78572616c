import {suite, test, equal, ok, throws, wait, fakeServer, problem} from '../test/harness.js';
import {text, t} from '../ui/index.js';
import {api, hooks, newKey, Problem} from './api.js';
import {sentence} from './problem.js';
import {setLanguage, addCatalogue} from './i18n.js';

/** Runs with hooks of its own. @param {Partial<typeof hooks>} own @param {() => Promise<unknown>} body */
async function withHooks(own, body) {
    const before = {...hooks};
    Object.assign(hooks, own);
    try { return await body(); } finally { Object.assign(hooks, before); }
}
const plain = phrase => text(phrase).replace(/[\u2066-\u2069]/g, '');

suite('requests', () => {
    test('a write carries token, key, version and language; a read does not', async () => {
        const server = fakeServer({'POST /api/bills': {id: '1'}, 'GET /api/bills': {items: []}});
        await withHooks({csrf: () => 'token'}, async () => {
            await setLanguage('ur', {remember: false});
            await api.post('/api/bills', {a: 1}, {key: 'k1', version: 7});
            await api.get('/api/bills', {query: {day: '2026-11-21', empty: '', none: null}});
            await setLanguage('en', {remember: false});
        });
        server.stop();
        const [write, read] = server.calls;
        equal([write.headers['X-CSRF-Token'], write.headers['Idempotency-Key'], write.headers['If-Match'], write.headers['Accept-Language'], write.body], ['token', 'k1', '"7"', 'ur', {a: 1}]);
        equal([read.headers['X-CSRF-Token'], read.headers['Idempotency-Key'], read.query], [undefined, undefined, {day: '2026-11-21'}]);
    });
    test('keys are never the same', () => equal(new Set(Array.from({length: 100}, newKey)).size, 100));
    test('a problem comes as a Problem', async () => {
        const server = fakeServer({'POST /api/x': () => problem(422, 'app.invalid', {fields: [{field: 'name', code: 'app.field.required'}], params: {limit: '3'}, incident: 'f3'})});
        const error = await throws(() => api.post('/api/x', {}));
        server.stop();
        ok(error instanceof Problem);
        equal([error.status, error.code, error.fields[0].field, error.params.limit, error.incident, error.kind], [422, 'app.invalid', 'name', '3', 'f3', 'http']);
    });
    test('an HTML page of a gateway is no answer', async () => {
        const server = fakeServer({'GET /api/x': () => new Response('<html>hello</html>', {headers: {'Content-Type': 'text/html'}})});
        await throws(() => api.get('/api/x'));
        server.stop();
    });
    test('no network is a Problem whose outcome is uncertain', async () => {
        const server = fakeServer({'POST /api/x': () => { throw new TypeError('Failed to fetch'); }});
        const seen = [];
        const error = await withHooks({link: state => seen.push(state)}, () => throws(() => api.post('/api/x', {})));
        server.stop();
        equal([error.kind, error.uncertain, seen], ['offline', true, ['failed']]);
    });
    test('a server that does not answer is given up in time', async () => {
        const server = fakeServer({'GET /api/x': ({signal}) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))))});
        const error = await withHooks({link() {}}, () => throws(() => api.get('/api/x', {timeout: 50})));
        server.stop();
        equal([error.kind, error.uncertain], ['timeout', true]);
    });
    test('leaving the page ends its requests quietly', async () => {
        const server = fakeServer({'GET /api/x': ({signal}) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))))});
        const life = new AbortController();
        const asked = throws(() => api.get('/api/x', {signal: life.signal}));
        life.abort();
        equal((await asked).kind, 'aborted');
        server.stop();
    });
    test('an ended session is renewed and the request repeated with the same key and the new token', async () => {
        let token = 'old';
        const server = fakeServer({'POST /api/x': request => request.headers['X-CSRF-Token'] === 'new' ? {done: true} : problem(401, 'app.unauthenticated')});
        await withHooks({csrf: () => token, signInAgain: async () => { token = 'new'; return true; }}, async () => equal(await api.post('/api/x', {}, {key: 'k'}), {done: true}));
        server.stop();
        equal(server.calls.map(call => call.headers['Idempotency-Key']), ['k', 'k']);
    });
    test('when somebody else signs in, the request is not repeated', async () => {
        const server = fakeServer({'POST /api/x': () => problem(401, 'app.unauthenticated')});
        const error = await withHooks({signInAgain: async () => false}, () => throws(() => api.post('/api/x', {}, {key: 'k'})));
        server.stop();
        equal([error.status, server.calls.length], [401, 1]);
    });
    test('an old page token is renewed once', async () => {
        let token = 'old';
        let refreshed = 0;
        const server = fakeServer({'POST /api/x': request => request.headers['X-CSRF-Token'] === 'new' ? {} : problem(403, 'app.csrf')});
        await withHooks({csrf: () => token, refreshSession: async () => { token = 'new'; refreshed += 1; }}, () => api.post('/api/x', {}));
        server.stop();
        equal(refreshed, 1);
    });
    test('a slow answer is signalled while it is awaited', async () => {
        const server = fakeServer({'GET /api/x': () => wait(2_700).then(() => ({}))});
        const seen = [];
        await withHooks({link: state => seen.push(state)}, () => api.get('/api/x'));
        server.stop();
        equal(seen, ['slow', 'good']);
    });
});

suite('problems in words', () => {
    test('our own words come first and follow the language', async () => {
        addCatalogue('en', {'problem.x.closed': 'Closed since {time}', 'problem.x.closed.detail': 'This was closed at {time}. Open a new one.'});
        const said = sentence({code: 'x.closed', params: {time: '10:42'}, detail: 'server words'});
        equal(plain(said), 'This was closed at 10:42. Open a new one.');
        equal(said.node().querySelector('bdi').dir, 'ltr');
    });
    test('field codes have their own table', () => equal(plain(sentence({field: 'name', code: 'app.field.tooLong', params: {limit: '40'}})), 'Use at most 40 characters'));
    test('what we have no words for is said in the server\'s', () => equal(plain(sentence({code: 'x.unknown', detail: 'Le serveur dit non'})), 'Le serveur dit non'));
    test('amounts among the parameters are money', () => {
        addCatalogue('en', {'problem.x.left': '{amount} is left'});
        equal(plain(sentence({code: 'x.left', params: {amount: {amount: 125000, currency: 'PKR'}}})), 'Rs 1,250 is left');
    });
    for (const [status, key] of [[403, 'forbidden'], [404, 'notFound'], [409, 'conflict'], [413, 'tooLarge'], [429, 'tooMany'], [503, 'busy'], [500, 'server']]) {
        test(`an answer ${status} without a code is a sentence all the same`, () => equal(plain(new Problem({status}).toMessage()), plain(t(`shell.problem.${key}`))));
    }
});
