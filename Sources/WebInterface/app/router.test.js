import {suite, test, equal, ok, mount, wait, fakeServer, type} from '../test/harness.js';
import {router, addRoute, go, link, currentPage} from './router.js';
import {h, t, page, textField, form} from '../ui/index.js';
import {session} from './session.js';
import {ROUTES} from '../test/stage.js';
import {Problem} from './problem.js';

const start = location.pathname + location.search;
/** A place for pages, and the address of the test page back afterwards. */
async function routed(routes, body) {
    const server = fakeServer(ROUTES);
    await session.load();
    router.clear();
    const outlet = mount(h('main', {tabindex: '-1'}));
    router.start(outlet, {home: () => '/one', shown() {}});
    routes.forEach(addRoute);
    try { return await body(outlet); } finally { history.replaceState({}, '', start); router.clear(); server.stop(); }
}
const simple = (title, extra) => () => page({title: t(title), main: h('p', t('word.note')), ...extra});
const load = made => async () => made;

suite('pages', () => {
    test('an address finds its page with parameters and query', () => routed([{path: '/bills/:id', title: 'word.bill', load: load(simple('word.bill'))}], async outlet => {
        await go('/bills/12%2F3?tab=a');
        equal([outlet.querySelector('h1').textContent, currentPage().params.id, currentPage().query.tab], ['Bill', '12/3', 'a']);
        ok(document.title.startsWith('Bill · ') || document.title.includes('Bill'), document.title);
    }));
    test('leaving a page ends everything of it', () => routed([{path: '/one', title: 'word.bill', load: load(simple('word.bill'))}, {path: '/two', title: 'word.queue', load: load(simple('word.queue'))}], async () => {
        await go('/one');
        const {signal} = currentPage();
        await go('/two');
        ok(signal.aborted);
    }));
    test('a page that is slow to load does not cover the newer one', () => routed([{path: '/slow', title: 'word.bill', load: () => wait(200).then(() => simple('word.bill'))}, {path: '/two', title: 'word.queue', load: load(simple('word.queue'))}], async outlet => {
        const slow = go('/slow');
        await go('/two');
        await slow;
        equal(outlet.querySelector('h1').textContent, 'Queue');
    }));
    test('what one may not open, what does not exist and what fails are sentences', () => routed([
        {path: '/secret', title: 'word.bill', permission: 'nobody.has', load: load(simple('word.bill'))},
        {path: '/broken', title: 'word.bill', load: async () => { throw new Problem({status: 500, code: 'app.internal'}); }}], async outlet => {
        for (const [path, words] of [['/secret', 'may not open'], ['/nowhere', 'does not exist'], ['/broken', 'could not']]) {
            await go(path);
            ok(outlet.textContent.includes(words), path);
            equal(outlet.querySelectorAll('h1').length, 1);
            ok(document.activeElement !== document.body, 'focus is somewhere');
        }
    }));
    test('focus sits where the page says, else on its heading', () => routed([
        {path: '/form', title: 'word.bill', load: load(() => page({title: t('word.bill'), main: form({autofocus: 'name', finish: async () => ({})}, textField({name: 'first', label: t('word.phone')}), textField({name: 'name', label: t('word.name')}))}))},
        {path: '/text', title: 'word.note', load: load(simple('word.note'))}], async outlet => {
        await go('/form');
        equal(document.activeElement.closest('[data-control]').dataset.control, 'name');
        type('a');
        await go('/text');
        ok(document.activeElement === outlet.querySelector('h1'));
    }));
    test('a link changes the page without leaving it, a class can be a page', () => routed([{path: '/class', title: 'word.bill', load: async () => {
        if (!customElements.get('x-page')) customElements.define('x-page', class extends HTMLElement { connectedCallback() { this.append(h('h1', t('word.bill')), link('/class?again=1', {}, t('word.next'))); } });
        return customElements.get('x-page');
    }}], async outlet => {
        await go('/class');
        outlet.querySelector('a').click();
        await wait(30);
        equal(location.search, '?again=1');
        ok(outlet.firstElementChild.ctx.query.again);
    }));
    test('a scan goes to the page that wants it; another kind is answered with a sentence', () => routed([{path: '/one', title: 'word.bill', load: load(ctx => {
        ctx.onScan({bill: scan => { ctx.seen = scan.number; }});
        return page({title: t('word.bill'), main: h('p', t('word.note'))});
    })}], async outlet => {
        await go('/one');
        const scan = detail => outlet.dispatchEvent(new CustomEvent('sehat-scan', {bubbles: true, cancelable: true, detail}));
        scan({kind: 'bill', number: '17', text: ''});
        equal([currentPage().seen, document.querySelector('.toast')], ['17', null]);
        scan({kind: 'sample', number: '5', text: ''});
        ok(document.querySelector('.toast').textContent.includes('a sample label'));
        equal(location.pathname, '/one');
    }));
    test('filters live in the address', () => routed([{path: '/one', title: 'word.bill', load: load(simple('word.bill'))}], async () => {
        await go('/one?a=1');
        currentPage().setQuery({b: '2', a: null});
        equal([location.search, currentPage().query], ['?b=2', {b: '2'}]);
    }));
});
