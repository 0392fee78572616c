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
const STATION = 'sehat:station';

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
    drafts.setOwner(answer?.user.id ?? '', answer?.draftKey ?? '');
    store.set('session', answer);
}

function rememberTile({username, name}) {
    const rest = session.tiles().filter(tile => tile.username !== username);
    localStorage.setItem(TILES, JSON.stringify([{username, name, day: new Date().toDateString()}, ...rest].slice(0, 8)));
}

/** A session that is over needs no lock. */
function forgetLock(error) { if (error.status === 401) localStorage.removeItem(LOCKED); }

/** The same person again: the locked session goes on. @returns {Promise<boolean>} false when it is over or somebody else's */
async function unlock(username, password) {
    if (!current || current.user.username !== username) return false;
    try {
        await api.post('/api/session/unlock', {password}, {quiet401: true});
        accept(await api.get('/api/session', {quiet401: true}));
        return true;
    } catch (error) {
        if (error.status === 401 && error.code === 'access.signIn.wrong') throw error;
        if (error.status === 429 || error.uncertain) throw error;
        return false;
    }
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
        // Locked while the server could not be told: it is told before anything is shown.
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
        if (await unlock(username, password)) return;
        accept(await api.post('/api/session', {username, password}, {quiet401: true}));
    },

    /** @param {string} currentPassword @param {string} newPassword */
    async changePassword(currentPassword, newPassword) {
        accept(await api.put('/api/session/password', {current: currentPassword, new: newPassword}, {quiet401: true}));
        accept(await api.get('/api/session', {quiet401: true}));
    },

    /** The counter at which this person works now; this computer remembers it for the next one. @param {string} stationID */
    async setStation(stationID) {
        await api.put('/api/session/station', {stationID});
        localStorage.setItem(STATION, stationID);
        accept(await api.get('/api/session'));
    },
    /** The counter that this computer is. */
    get knownStation() { return localStorage.getItem(STATION) ?? ''; },

    /** Locks the session; a dead link must not keep a screen open, so the lock holds here without the server's answer. */
    async lock() {
        localStorage.setItem(LOCKED, '1');
        await api.post('/api/session/lock', {}, {quiet401: true, timeout: 4000}).then(() => localStorage.removeItem(LOCKED), forgetLock);
    },

    /** Signs out. */
    async end() {
        localStorage.setItem(LOCKED, '1');
        await api.delete('/api/session', undefined, {quiet401: true, timeout: 4000}).then(() => localStorage.removeItem(LOCKED), forgetLock);
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
