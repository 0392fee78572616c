/** The whole shell around a sample page, with a made-up session, for the checks that look at everything at once. */
import {drawShell, setRail} from '../app/shell.js';
import {session} from '../app/session.js';
import {store} from '../app/store.js';
import {setLanguage} from '../app/i18n.js';
import {fakeServer, until} from './harness.js';
import {refresh} from '../ui/phrase.js';

export const SESSION = {
    user: {id: '7', username: 'sadia', name: 'سعدیہ ملک', language: 'en', mustChangePassword: false},
    permissions: ['printing.view', 'printing.operate', 'backup.read'], modules: [], csrf: 'token-of-the-test',
    station: {id: '3', number: 3, name: {en: 'Counter 3', ur: 'کاؤنٹر 3', hi: 'काउंटर 3', ar: 'الشباك 3'}},
    hospital: {name: {en: 'City Hospital', ur: 'سٹی ہسپتال', hi: 'सिटी अस्पताल', ar: 'مستشفى المدينة'}, currency: {code: 'PKR', minorDigits: 2}, timeZone: 'Asia/Karachi', grouping: 'thousands', language: 'ur', version: '1'},
    serverTime: new Date().toISOString(), idleMinutes: 30,
};

/** What the shell asks for by itself. */
export const ROUTES = {
    'GET /api/session': () => ({...SESSION, serverTime: new Date().toISOString()}), 'PATCH /api/session': null,
    'GET /api/print-counts': {counts: {queued: 1, submitted: 1}}, 'GET /api/backups': {items: [{createdAt: '2020-01-01T00:00:00Z'}]},
};

const NAV = [['/counter', 'word.counter', 'personAdd'], ['/queue', 'word.queue', 'queue'], ['/bills', 'word.bills', 'bill'], ['/stock', 'word.stock', 'pill'], ['/users', 'word.users', 'people']]
    .map(([path, label, icon], order) => ({path, label, icon, order}));

/** Waits until the faces that are on the page are there. */
export const facesReady = () => Promise.all([document.fonts.ready, ...['Sehat Latin', 'Sehat Nastaliq', 'Sehat Deva', 'Sehat Naskh'].map(face => document.fonts.load(`16px "${face}"`, 'Aa گنیں मरीज़'))]);

/**
 * Draws the shell with a page in a language. @param {string} lang @param {() => Node} page
 * @param {{theme?: 'night', urdu?: 'compact'}} [look] @returns {Promise<{shell: HTMLElement, outlet: HTMLElement, stop: () => void}>}
 */
export async function onStage(lang, page, {theme, urdu} = {}) {
    const root = document.documentElement;
    await setLanguage(lang, {remember: false});
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    if (urdu) root.dataset.urdu = urdu; else delete root.dataset.urdu;
    const server = fakeServer(ROUTES);
    if (!session.current) await session.load();
    store.set('link', {state: 'good', since: Date.now()});
    const outlet = drawShell({lock() {}});
    setRail(NAV);
    const shell = document.querySelector('.shell');
    outlet.append(page());
    refresh(outlet);
    await facesReady();
    await until(() => !shell.querySelector('[data-signal="print"]').hidden);
    return {shell, outlet, stop: () => { server.stop(); shell.remove(); delete root.dataset.theme; delete root.dataset.urdu; }};
}
