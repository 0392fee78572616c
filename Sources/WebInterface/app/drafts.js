/**
 * What people typed and have not sent. Kept per person in this browser's storage at once, so that a killed tab, a
 * power cut or an ended session loses nothing; the action's key is kept with it, so that sending again after a
 * doubtful failure cannot do it twice. On a shared counter nobody reads it there: it is sealed under a key that the
 * server gives with the session and that leaves the browser when the person signs out.
 */
import {newKey} from './api.js';
import {store} from './store.js';
import {SealedShelf, plainShelf} from './sealed.js';

const PREFIX = 'sehat:draft:';
const KEEP = 14 * 86_400_000;
let owner = '';
let secret = '';
/** Where drafts lie: sealed in the browser's storage; without a key in the tab's own, which ends with the tab. */
let shelf = plainShelf;

/** @typedef {{values: Record<string, any>, focus?: string, key: string, state: 'draft' | 'unsent', label?: {key: string, params: any}, path: string, time: number}} Stored */

function announce() { store.set('unsent', drafts.list().filter(one => one.state === 'unsent')); }

export class Draft {
    /** @param {string} place @param {Stored | null} stored @param {() => void} release */
    constructor(place, stored, release) {
        this.place = place;
        this.restored = Boolean(stored);
        this.values = stored?.values ?? {};
        this.focus = stored?.focus;
        this.key = stored?.key ?? newKey();
        this.state = stored?.state ?? 'draft';
        this.label = stored?.label;
        this.time = stored?.time;
        this.release = release;
        /** Called when another tab finished or changed this draft. @type {(stored: Stored | null) => void} */
        this.onelsewhere = () => {};
        this.onstorage = async event => { if (event.key === place) this.onelsewhere(await shelf.look(place)); };
        addEventListener('storage', this.onstorage);
    }

    /** @param {Record<string, any>} values @param {string} [focus] */
    save(values, focus) {
        this.values = values;
        this.focus = focus;
        this.write();
    }

    write() {
        this.time = Date.now();
        const stored = {values: this.values, focus: this.focus, key: this.key, state: this.state, label: this.label, path: location.pathname + location.search, time: this.time};
        drafts.written = shelf.put(this.place, stored).then(() => store.set('draftsFull', false), () => store.set('draftsFull', true));
        announce();
    }

    /** The server may or may not have it: it is shown as waiting until the same key has been answered. @param {{key: string, params: any}} [label] */
    markUnsent(label) {
        this.state = 'unsent';
        this.label = label;
        this.write();
    }

    /** Sent and answered, or thrown away: the next action gets a key of its own. */
    done() {
        shelf.remove(this.place);
        this.key = newKey();
        this.values = {};
        this.state = 'draft';
        this.restored = false;
        this.time = undefined;
        announce();
    }

    close() {
        removeEventListener('storage', this.onstorage);
        this.release();
    }
}

/** Takes the lock of a place if no other tab holds it. @returns {Promise<(() => void) | null>} its release */
function takeLock(place) {
    if (!navigator.locks) return Promise.resolve(() => {});
    return new Promise(resolve => {
        navigator.locks.request(place, {ifAvailable: true}, lock => {
            if (!lock) { resolve(null); return undefined; }
            return new Promise(release => resolve(() => release(undefined)));
        });
    });
}

export const drafts = {
    /** Whose drafts are read and written; '' while nobody is signed in. @param {string} userId @param {string} [key] of the session, in base64 */
    setOwner(userId, key = '') {
        if (userId === owner && key === secret) return;
        [owner, secret] = [userId, key];
        shelf = key && globalThis.crypto?.subtle ? new SealedShelf(key, `${PREFIX}${userId}:`) : plainShelf;
        drafts.ready = shelf.ready.then(announce);
        announce();
    },

    /** Resolves when what was written last lies in the storage. @type {Promise<void>} */
    written: Promise.resolve(),

    /** Resolves when the drafts of the owner can be listed. @type {Promise<void>} */
    ready: Promise.resolve(),

    /**
     * Opens the draft of a form. With `slots`, each tab gets a draft and key of its own (a killed tab's slot is free
     * again, so reopening finds it); without, all tabs share one.
     * @param {string} name @param {{id?: string, slots?: boolean}} [options] @returns {Promise<Draft>}
     */
    async open(name, {id = '', slots = false} = {}) {
        await shelf.ready;
        const stem = `${PREFIX}${owner}:${name}:`;
        if (!slots) return new Draft(stem + id, shelf.get(stem + id), () => {});
        for (let slot = 1; slot < 50; slot += 1) {
            const place = `${stem}${id}#${slot}`;
            const release = await takeLock(place);
            if (release) return new Draft(place, await shelf.look(place), release);
        }
        return new Draft(`${stem}${newKey()}`, null, () => {});
    },

    /** The present person's drafts, newest first. @returns {Array<Stored & {place: string}>} */
    list() {
        const mine = `${PREFIX}${owner}:`;
        return shelf.all(mine).sort((one, other) => other.time - one.time);
    },

    /** Drafts that nobody came back for do not stay on a shared computer for ever. */
    sweep() {
        for (const place of Object.keys(localStorage).filter(key => key.startsWith(PREFIX))) {
            let kept = null;
            try { kept = JSON.parse(localStorage.getItem(place) ?? 'null'); } catch { /* Not ours any more. */ }
            // A draft that was never sealed is somebody's name in plain words.
            if (!kept?.box || (kept.state === 'draft' && Date.now() - kept.time > KEEP)) localStorage.removeItem(place);
        }
    },
};
