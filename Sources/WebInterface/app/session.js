/** Who is signed in here, what they may do, and how to become somebody else. */
import {api, hooks, Problem} from './api.js';
import {drafts} from './drafts.js';
import {locale, useHospital, now} from './locale.js';
import {store} from './store.js';

/**
 * @typedef {{user: {id: string, username: string, name: string, language?: string, mustChangePassword?: boolean}, permissions: string[],
 *   modules: {name: string}[], station: any, csrf: string, hospital: any, serverTime: string}} Session
 */

const TILES = 'sehat:tiles';
const LOCKED = 'sehat:locked';

/** @type {Session | null} */
let current = null;
/** Shows the overlay; resolves when somebody has signed in. Set by signin.js. @type {(reason: string) => Promise<void>} */
let ask = async () => {};
/** @type {Promise<boolean> | null} one overlay, however many requests wait for it */
let asking = null;

function accept(answer) {
    current = answer;
    if (answer) {
        useHospital(answer.hospital ?? {});
        if (answer.serverTime) locale.clockOffset = Date.parse(answer.serverTime) - Date.now();
        localStorage.removeItem(LOCKED);
        rememberTile(answer.user);
    }
    drafts.setOwner(answer?.user.id ?? '');
    store.set('session', answer);
}

function rememberTile({username, name}) {
    const rest = session.tiles().filter(tile => tile.username !== username);
    localStorage.setItem(TILES, JSON.stringify([{username, name, day: new Date().toDateString()}, ...rest].slice(0, 8)));
}

export const session = {
    get current() { return current; },
    get user() { return current?.user ?? null; },
    get hospital() { return current?.hospital ?? {}; },
    get station() { return current?.station ?? null; },
    get locked() { return localStorage.getItem(LOCKED) === '1'; },
    now,

    /** @param {string} [permission] @returns {boolean} nothing asked is always allowed */
    can: permission => !permission || Boolean(current?.permissions.includes(permission)),

    /** Who worked at this computer today, for the tiles. @returns {{username: string, name: string}[]} */
    tiles() {
        try {
            return JSON.parse(localStorage.getItem(TILES) ?? '[]').filter(tile => tile.day === new Date().toDateString());
        } catch {
            return [];
        }
    },

    /** @returns {Promise<boolean>} is somebody signed in? */
    async load() {
        if (session.locked) await session.end();
        try {
            accept(await api.get('/api/session', {quiet401: true}));
            return true;
        } catch (error) {
            if (error instanceof Problem && error.status === 401) { accept(null); return false; }
            throw error;
        }
    },

    /** @param {string} username @param {string} password */
    async signIn(username, password) {
        await api.post('/api/session', {username, password}, {quiet401: true});
        accept(await api.get('/api/session', {quiet401: true}));
    },

    /** @param {string} currentPassword @param {string} newPassword */
    async changePassword(currentPassword, newPassword) {
        await api.post('/api/session/password', {currentPassword, newPassword}, {quiet401: true});
        accept(await api.get('/api/session', {quiet401: true}));
    },

    /** Tells the server; a dead link must not keep a screen open, so the lock holds without its answer. */
    async end() {
        localStorage.setItem(LOCKED, '1');
        await api.delete('/api/session', undefined, {quiet401: true, timeout: 4000})
            .then(() => localStorage.removeItem(LOCKED))
            .catch(error => { if (error.status === 401) localStorage.removeItem(LOCKED); });
    },

    /**
     * Locks, or notices that the session has ended: asks for a sign-in over the page.
     * @param {'locked' | 'expired'} reason @returns {Promise<boolean>} true when it is the same person again
     */
    askAgain(reason) {
        if (!current) return Promise.resolve(false);
        asking ??= (async () => {
            const before = current?.user.id;
            await ask(reason);
            return current?.user.id === before;
        })().finally(() => { asking = null; });
        return asking;
    },

    /** @param {(reason: string) => Promise<void>} overlay */
    useOverlay(overlay) { ask = overlay; },
};

hooks.csrf = () => current?.csrf ?? '';
hooks.signInAgain = () => session.askAgain('expired');
hooks.refreshSession = async () => { await session.load(); };
