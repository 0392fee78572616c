/** The review list on the pages of the counter and the cashier, in every language. */
import {suite, test, none, fakeServer, until, wait} from '../../test/harness.js';
import {onStage} from '../../test/stage.js';
import * as checks from '../../test/checks.js';
import {session} from '../../app/session.js';
import {setLanguage} from '../../app/i18n.js';
import {store} from '../../app/store.js';
import {LISTS, person, visit, money, SERVICES} from './stage.test.js';
import {forgetPlaces} from './places.js';
import {keepVisit} from '../counter/token.js';
import counterDesk from '../counter/desk.js';
import queuePage from '../counter/queue.js';
import todayPage from '../counter/today.js';
import cashier from '../billing/cashier.js';
import billPage from '../billing/bill.js';

const lines = SERVICES.map((service, index) => ({position: index + 1, serviceID: service.id, code: service.code, name: service.name, quantity: 2, unitPrice: service.price, gross: money(service.price.amount * 2), discount: money(0), net: money(service.price.amount * 2)}));
const payment = {id: '51', receiptNumber: 'R-2026-000045', amount: money(235_000), rounding: money(0), change: money(15_000), receivedAt: '2026-11-21T05:10:00Z', receivedByName: 'سعدیہ ملک', tenders: [{method: 'cash', tendered: money(250_000), amount: money(235_000)}]};
const BILL = {id: '5', number: 'OP-2026-000126', status: 'part-paid', patientID: '1', patient: person, day: '2026-11-21', token: 'A-047', lines, gross: money(470_000), discount: money(20_000), discountReason: 'عملے کا رشتہ دار', total: money(450_000), paid: money(235_000),
    rounding: money(0), left: money(215_000), cashDue: money(215_000), payments: [payment], issuedAt: '2026-11-21T05:00:00Z', issuedByName: 'سعدیہ ملک', version: 2};
const queue = {id: '1', department: visit.department, practitioner: null, letters: 'A', waiting: 4, called: 1, serving: 0, skipped: 1, done: 9, waitMinutes: 32, current: []};
const called = {...visit, id: '8', token: {...visit.token, number: 'A-046', state: 'called', room: '4'}};
const ROUTES = {...LISTS, 'GET /api/queues': {items: [queue]}, 'GET /api/queues/1/line': {items: [called, visit, {...visit, id: '9', token: {...visit.token, state: 'skipped', priority: 'elderly'}}]}, 'GET /api/counter/today': {items: [{visit, slipCopies: 1}, {visit: {...called, id: '12'}, slipCopies: 2}]},
    'GET /api/counter/stats': {visits: 41, newPatients: 12, waiting: 8, inProgress: 3, finished: 29, cancelled: 1, leftUnseen: 0}, 'GET /api/bills/5': BILL, 'GET /api/patients/1': person, 'GET /api/encounters/7': visit, 'GET /api/patients': {items: [person, {...person, id: '2', mrn: '10000025'}]}};

const typeInto = (view, name, words) => { const {input} = view.querySelector(`[data-control="${name}"]`); input.value = words; input.dispatchEvent(new Event('input', {bubbles: true})); };

const PAGES = {
    counter: [counterDesk, {}, async view => { keepVisit({encounter: visit, slip: {printJobID: '9'}}); typeInto(view, 'phone', '0300123'); await until(() => view.querySelectorAll('.match').length === 2); }],
    'counter with a known patient': [counterDesk, {query: {patient: '1'}}],
    cashier: [cashier, {query: {encounter: '7'}}, async view => {
        await until(() => view.querySelector('s-lines').rows.length === 1);
        const panel = view.querySelector('s-tender');
        panel.value = [{method: 'card', amount: money(20_000), reference: '778812'}, {method: 'cash', amount: money(100_000)}];
    }],
    'a bill with its receipt': [billPage, {params: {id: '5'}, query: {receipt: '51'}}],
    queue: [queuePage, {}, view => until(() => view.querySelector('.front'))],
    today: [todayPage, {}, view => until(() => view.querySelector('tbody tr'))],
};

/** @param {any} address */
const contextOf = ({query = {}, params = {}}, signal) => ({query: {...query}, params, signal, setTitle() {}, setPatient() {}, setQuery() {}, onScan() {}, go() {}, reload() {}});

suite('review list of the counter', () => {
    for (const lang of ['en', 'ur', 'hi', 'ar']) {
        for (const [name, [make, address, prepare]] of Object.entries(PAGES)) {
            test(`${name} in ${lang}`, async () => {
                localStorage.clear(); sessionStorage.clear();
                forgetPlaces();
                const server = fakeServer(ROUTES);
                await session.load();
                const leaving = new AbortController();
                const view = await make(contextOf(address, leaving.signal));
                server.stop();
                let inner;
                const {shell, stop} = await onStage(lang, () => { inner = fakeServer(ROUTES); return view; });
                try {
                    await prepare?.(view);
                    await wait(150);
                    none(checks.scrollbars(), '1 scroll-bar');
                    none(checks.clipped(shell), '2 clipped text');
                    none(checks.lowInputs(shell.querySelector('.outlet'), {ur: 42, hi: 36, ar: 38, en: 34}[lang]), '3 height of controls');
                    none(checks.disordered(shell), '5 values in logical order');
                    none(checks.loose(shell), '6 figures outside isolates');
                    none(checks.foreignFigures(shell), '7 figures of another script');
                    none(checks.disorderedStops(shell), '19 tab order');
                    none(checks.smallTargets(shell), '21 small targets');
                    none(checks.faint(shell), '22 contrast');
                    none(checks.colourOnly(shell), '23 told by colour alone');
                    none(checks.nameless(shell), '25 names');
                    if (lang !== 'en') none(checks.untranslated(shell), '27 not translated');
                } finally {
                    leaving.abort();
                    inner.stop();
                    stop();
                    await setLanguage('en', {remember: false});
                    store.set(`counter.last:${session.user?.id ?? ''}`, null);
                }
            });
        }
    }
});
