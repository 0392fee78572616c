/** A place for the tests of pages: a page in a made-up context, with a made-up hospital behind it. */
import {stage, mount, until, outside} from '../../test/harness.js';
import {SESSION, ROUTES} from '../../test/stage.js';
import {session} from '../../app/session.js';
import {router} from '../../app/router.js';
import {refresh} from '../../ui/phrase.js';

const RIGHTS = ['patients.read', 'patients.register', 'patients.update', 'encounters.open', 'encounters.read', 'encounters.manageQueue', 'billing.issue', 'billing.collect', 'billing.cancel',
    'billing.discount', 'billing.read', 'billing.reprint', 'printing.view', 'printing.preview', 'printing.operate', 'directory.view', 'backup.read'];
export const WORKER = {...SESSION, permissions: RIGHTS, hospital: {...SESSION.hospital, cashRounding: 100}};

/** @param {number} amount */
export const money = amount => ({amount, currency: 'PKR'});
export const person = {id: '1', mrn: '10000017', names: {primary: 'محمد عثمان چوہدری', other: 'Muhammad Usman Chaudhry'}, sex: 'male', birthDate: '1992-03-03', birthDateEstimated: false,
    phone: '+923001234567', guardian: {relation: 'father', name: 'چوہدری اسلم'}, matchedBy: 'phone'};
export const SERVICES = [['CBC', 'Complete blood count', 65_000], ['XR', 'X-ray chest', 120_000], ['CONS-MED', 'Consultation', 50_000]]
    .map(([code, name, price], index) => ({id: String(index + 1), code, name: {en: name}, departmentID: '1', isActive: true, price: money(price)}));
const DEPARTMENTS = [{id: '1', code: 'MED', name: {en: 'General Medicine', ur: 'جنرل میڈیسن'}, tokenLetters: 'A', isActive: true, version: 1}, {id: '2', code: 'PED', name: {en: 'Paediatrics'}, tokenLetters: 'B', isActive: true, version: 1}];
export const visit = {id: '7', number: '26000007', patient: person, department: {id: '1', name: DEPARTMENTS[0].name}, practitioner: null, status: 'open', day: '2026-11-21', startedAt: '2026-11-21T05:00:00Z',
    token: {number: 'A-047', sequence: 47, queueID: '1', state: 'waiting', priority: 'normal', calls: 0}, ahead: 3, waitMinutes: 20, version: 1};

/** What every page may ask for. */
export const LISTS = {...ROUTES, 'GET /api/session': () => ({...WORKER, serverTime: new Date().toISOString()}), 'GET /api/services': {items: SERVICES}, 'GET /api/departments': {items: DEPARTMENTS}, 'GET /api/practitioners': {items: []},
    'GET /api/queues': {items: []}, 'GET /api/encounters': {items: []}, 'GET /api/counter/today': {items: []}, 'GET /api/ledger/unbilled': {items: []}, 'GET /api/print-jobs/9': {id: '9', state: 'printed', copyNumber: 1, version: 1}};

/** Nothing of the test before: its settings and its drafts. */
function forget() {
    localStorage.clear();
    for (const place of Object.keys(sessionStorage).filter(one => one.startsWith('sehat:draft:'))) sessionStorage.removeItem(place);
}

/**
 * Draws a page as the router would; the fake server must be there already.
 * @param {(ctx: any) => any} page @param {{query?: Record<string, string>, params?: Record<string, string>}} [address]
 */
export async function onDesk(page, {query = {}, params = {}} = {}) {
    forget();
    const before = location.href;
    await session.load();
    // Where pages go that a test leaves: nobody looks.
    router.start(document.createElement('div'), {home: () => '/', shown() {}});
    const leaving = new AbortController();
    const ctx = {params, query, signal: leaving.signal, title: null, patient: null, gone: null, setTitle(title) { ctx.title = title; }, setPatient(id) { ctx.patient = id; },
        setQuery(changes) { Object.assign(ctx.query, changes); }, onScan(accepted) { ctx.scan = accepted; }, go(path) { ctx.gone = path; }, reload() {}};
    const view = await page(ctx);
    mount(view);
    refresh(view);
    const form = view.querySelector('s-form');
    if (form) await outside(form.ready);
    await until(() => stage().contains(view));
    return {ctx, view, stop: () => { leaving.abort(); mount(); history.replaceState({}, '', before); forget(); }};
}
