import {suite, test, equal, ok, mount, type, press, wait, until, outside, fakeServer, problem} from '../test/harness.js';
import {registration} from '../test/samples.js';
import {drafts} from './drafts.js';
import {store} from './store.js';

const SECRET = btoa('0123456789abcdef0123456789abcdef');
const fresh = () => { localStorage.clear(); sessionStorage.clear(); drafts.setOwner(''); drafts.setOwner('7', SECRET); };
const draft = {name: 'test.registration'};
/** A registration with something typed in it. */
async function typed(more = {}) {
    const {entry, view} = registration({draft, ...more});
    mount(view);
    await outside(entry.ready);
    entry.fieldOf('name').focusField();
    type('محمد عثمان');
    entry.fieldOf('phone').focusField();
    type('0300123');
    return entry;
}

suite('drafts', () => {
    test('what is typed is kept within a second, half-typed fields and the cursor too', async () => {
        fresh();
        const entry = await typed();
        const {key} = entry;
        await until(() => drafts.list().length === 1, 1_000);
        // As if the tab had been killed: nothing of the page runs any more.
        mount();
        const again = registration({draft});
        mount(again.view);
        await outside(again.entry.ready);
        equal(again.entry.field('name').value, 'محمد عثمان');
        equal(again.entry.field('phone').draftValue, '0300123');
        equal(again.entry.key, key, 'the same key travels on');
        ok(again.entry.fieldOf('phone').contains(document.activeElement), 'the cursor is where it was');
        ok(again.entry.querySelector('.notice'), 'it says so');
    });
    test('another person does not see it, the owner does again', async () => {
        fresh();
        await typed();
        await until(() => drafts.list().length === 1);
        mount();
        await outside(drafts.written);
        drafts.setOwner('8', btoa('another key of thirty-two bytes.'));
        equal(drafts.list(), []);
        const other = registration({draft});
        mount(other.view);
        await outside(other.entry.ready);
        equal(other.entry.field('name').value, '');
        drafts.setOwner('7', SECRET);
        await outside(drafts.ready);
        equal(drafts.list().length, 1);
    });
    test('nobody reads it in the storage of a shared counter; the key brings it back, another key does not', async () => {
        fresh();
        const entry = await typed();
        const {key} = entry;
        await until(() => drafts.list().length === 1);
        await outside(drafts.written);
        ok(Object.keys(localStorage).some(place => place.startsWith('sehat:draft:7:')));
        const lying = JSON.stringify({...localStorage, ...sessionStorage});
        ok(!lying.includes('عثمان') && !lying.includes('0300123') && !lying.includes(key), lying);
        mount();
        await outside(drafts.written);
        drafts.setOwner('');
        equal(drafts.list(), []);
        drafts.setOwner('7', btoa('another key of thirty-two bytes.'));
        await outside(drafts.ready);
        equal(drafts.list(), []);
        drafts.setOwner('7', SECRET);
        await outside(drafts.ready);
        equal(drafts.list().map(one => [one.values.name, one.key]), [['محمد عثمان', key]]);
    });
    test('without a key it lies in the tab alone', async () => {
        fresh();
        drafts.setOwner('9');
        await typed();
        await until(() => drafts.list().length === 1);
        ok(!Object.keys(localStorage).some(place => place.startsWith('sehat:draft:')));
    });
    test('a finished form leaves no draft and gets a new key', async () => {
        fresh();
        const entry = await typed({finish: async () => ({})});
        const {key} = entry;
        entry.check = () => true;
        await entry.finish();
        equal(drafts.list(), []);
        ok(entry.key !== key);
    });
    test('without an answer it waits to be sent, under the same key', async () => {
        fresh();
        expectComplaint(/./);
        const server = fakeServer({'POST /api/patients': () => { throw new TypeError('network'); }});
        const {api} = await import('./api.js');
        const seen = [];
        const entry = await typed({finish: (values, {key}) => { seen.push(key); return api.post('/api/patients', values, {key}); }});
        entry.check = () => true;
        await entry.finish();
        equal(store.get('unsent')?.length, 1);
        ok(entry.querySelector('.problem[data-state="offline"]'));
        equal(entry.field('name').value, 'محمد عثمان', 'values stay');
        await entry.finish();
        server.stop();
        equal(seen[0], seen[1], 'one key');
        equal(seen[0], entry.key);
    });
    test('two tabs with slots write two drafts', async () => {
        fresh();
        const one = await outside(drafts.open('test.slots', {slots: true}));
        const two = await outside(drafts.open('test.slots', {slots: true}));
        ok(one.place !== two.place && one.key !== two.key);
        one.save({name: 'a'});
        await outside(drafts.written);
        one.close();
        two.close();
        const again = await outside(wait(20).then(() => drafts.open('test.slots', {slots: true})));
        equal([again.place, again.values], [one.place, {name: 'a'}]);
        again.close();
    });
    test('a secret is never kept', async () => {
        fresh();
        const {form, passwordField, t} = await import('../ui/index.js');
        const entry = form({draft: {name: 'test.secret'}, finish: async () => ({})}, passwordField({name: 'secret', label: t('word.password')}));
        mount(entry);
        await outside(entry.ready);
        entry.fieldOf('secret').focusField();
        type('hunter2');
        entry.save(true);
        ok(!JSON.stringify(localStorage).includes('hunter2'));
    });
    test('starting empty can be undone', async () => {
        fresh();
        await typed();
        await until(() => drafts.list().length === 1);
        mount();
        const again = registration({draft});
        mount(again.view);
        await outside(again.entry.ready);
        again.entry.querySelector('.notice button').click();
        equal(again.entry.field('name').value, '');
        again.entry.querySelector('.notice button').click();
        equal(again.entry.field('name').value, 'محمد عثمان');
        press('Escape');
    });
    test('a session that ends in the middle of a form keeps every value and goes on as the same person', async () => {
        fresh();
        const {hooks, api} = await import('./api.js');
        let alive = false;
        const server = fakeServer({'POST /api/patients': request => alive ? {id: '1', key: request.headers['Idempotency-Key']} : problem(401, 'app.unauthenticated')});
        const before = hooks.signInAgain;
        hooks.signInAgain = async () => { alive = true; return true; };
        const answers = [];
        const entry = await typed({finish: (values, {key}) => api.post('/api/patients', values, {key}), done: answer => answers.push(answer)});
        entry.check = () => true;
        const {key} = entry;
        await entry.finish();
        hooks.signInAgain = before;
        server.stop();
        equal(answers, [{id: '1', key}]);
        equal(server.calls.length, 2);
    });
});
