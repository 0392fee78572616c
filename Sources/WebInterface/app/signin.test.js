import {suite, test, equal, ok, type, press, until, wait, fakeServer, problem} from '../test/harness.js';
import {onStage, ROUTES, SESSION} from '../test/stage.js';
import {registration} from '../test/samples.js';
import {session} from './session.js';
import {signInOverlay} from './signin.js';
import {api} from './api.js';

const overlay = () => document.querySelector('dialog.signin');
const gone = () => new Response(null, {status: 204});

/** The shell with a registration in it, and a server that knows one password. */
async function scene(routes = {}) {
    const made = registration({finish: (values, {key}) => api.post('/api/patients', values, {key})});
    const stage = await onStage('en', () => made.view);
    const asked = [];
    const server = fakeServer({...ROUTES, 'POST /api/session/lock': gone, 'POST /api/session/unlock': ({body}) => { asked.push('unlock'); return body.password === 'right words' ? gone() : problem(401, 'access.signIn.wrong'); },
        'POST /api/session': ({body}) => { asked.push('signIn'); return body.password === 'right words' ? {...SESSION, user: {...SESSION.user, id: body.username === 'sadia' ? '7' : '8', username: body.username}} : problem(401, 'access.signIn.wrong'); }, ...routes});
    session.useOverlay(signInOverlay);
    return {made, asked, server, stop: () => { server.stop(); stage.stop(); session.useOverlay(async () => {}); }};
}
async function give(name, password) {
    const [username, secret] = overlay().querySelectorAll('s-field input');
    username.value = name;
    secret.focus();
    secret.value = '';
    type(password);
    press('F9');
}

suite('sign-in', () => {
    test('locking hides the page at once; the same person finds every value again', async () => {
        const {made, asked, stop} = await scene();
        made.entry.values = {name: 'محمد عثمان', phone: '+923001234567'};
        const locked = session.askAgain('locked');
        await until(overlay);
        equal(getComputedStyle(document.querySelector('.shell')).visibility, 'hidden');
        await give('sadia', 'wrong');
        await until(() => overlay().querySelector('.problem'));
        ok(overlay().querySelectorAll('s-field input')[0].value === 'sadia', 'the name stays');
        await give('sadia', 'right words');
        equal(await locked, true);
        equal(overlay(), null);
        equal([made.entry.values.name, getComputedStyle(document.querySelector('.shell')).visibility, asked.at(-1)], ['محمد عثمان', 'visible', 'unlock']);
        stop();
    });
    test('another person is told apart', async () => {
        const {asked, stop} = await scene();
        const locked = session.askAgain('locked');
        await until(overlay);
        await give('omar', 'right words');
        equal(await locked, false);
        equal([session.user.username, asked], ['omar', ['signIn']]);
        stop();
        const server = fakeServer(ROUTES);
        await session.load();
        server.stop();
    });
    test('a session that ends under F9: sign in over the form, and it is sent with what was typed', async () => {
        let alive = false;
        const {made, server, stop} = await scene({'POST /api/patients': () => alive ? {id: '1'} : problem(401, 'app.unauthenticated'), 'POST /api/session/unlock': () => problem(401, 'app.unauthenticated')});
        made.entry.values = {phone: '+923001234567', name: 'محمد عثمان', sex: 'male', birth: {birthDate: '1992-03-03', estimated: false}, department: {id: '1', name: 'Medicine'}};
        made.entry.fieldOf('name').focusField();
        press('F9');
        await until(overlay);
        ok(overlay().querySelector('.notice'), 'it says why');
        alive = true;
        await give('sadia', 'right words');
        await until(() => server.calls.filter(call => call.path === '/api/patients').length === 2);
        const [first, second] = server.calls.filter(call => call.path === '/api/patients');
        equal([second.body.name, second.headers['Idempotency-Key']], ['محمد عثمان', first.headers['Idempotency-Key']]);
        await wait(30);
        stop();
    });
    test('Escape does not open a locked page', async () => {
        const {stop} = await scene();
        const locked = session.askAgain('locked');
        await until(overlay);
        const left = overlay().dispatchEvent(new Event('cancel', {cancelable: true}));
        equal(left, false);
        overlay().close();
        await until(() => overlay()?.open);
        await give('sadia', 'right words');
        await locked;
        stop();
    });
    test('many requests that meet the end of the session ask once', async () => {
        let alive = false;
        const {stop} = await scene({'GET /api/a': () => alive ? {} : problem(401, 'app.unauthenticated'), 'GET /api/b': () => alive ? {} : problem(401, 'app.unauthenticated')});
        const both = Promise.all([api.get('/api/a'), api.get('/api/b')]);
        await until(overlay);
        await wait(30);
        equal(document.querySelectorAll('dialog.signin').length, 1);
        alive = true;
        await give('sadia', 'right words');
        await both;
        stop();
    });
    test('the first password must be changed before anything else', async () => {
        let must = true;
        const {stop} = await scene({'GET /api/session': () => ({...SESSION, user: {...SESSION.user, mustChangePassword: must}}), 'PUT /api/session/password': ({body}) => { must = false; return {...SESSION, changed: body}; }});
        const locked = session.askAgain('locked');
        await until(overlay);
        await give('sadia', 'right words');
        await until(() => overlay().querySelectorAll('input[autocomplete="new-password"]').length === 2);
        const [fresh, again] = overlay().querySelectorAll('input');
        fresh.value = 'short';
        press('F9');
        await until(() => overlay().querySelector('.field-error:not([hidden])'));
        fresh.value = 'four words in a row';
        again.value = 'four words in a row';
        press('F9');
        await locked;
        equal(overlay(), null);
        stop();
    });
});
