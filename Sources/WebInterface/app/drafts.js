/**
 * What people typed and have not sent. Kept per person in this browser's storage at once, so that a killed tab, a
 * power cut or an ended session loses nothing; the action's key is kept with it, so that sending again after a
 * doubtful failure cannot do it twice.
 */
import {newKey} from './api.js';
import {store} from './store.js';

const PREFIX = 'sehat:draft:';
const KEEP = 14 * 86_400_000;
let owner = '';

/** @typedef {{values: Record<string, any>, focus?: string, key: string, state: 'draft' | 'unsent', label?: {key: string, params: any}, path: string, time: number}} Stored */

function read(place) {
    try {
        const stored = JSON.parse(localStorage.getItem(place) ?? 'null');
        return stored && stored.key ? /** @type {Stored} */ (stored) : null;
    } catch {
        return null;
    }
}

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
        this.onstorage = event => { if (event.key === place) this.onelsewhere(read(place)); };
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
        try {
            localStorage.setItem(this.place, JSON.stringify(stored));
            store.set('draftsFull', false);
        } catch {
            store.set('draftsFull', true);
        }
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
        localStorage.removeItem(this.place);
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
    /** Whose drafts are read and written; '' while nobody is signed in. @param {string} userId */
    setOwner(userId) { owner = userId; announce(); },

    /**
     * Opens the draft of a form. With `slots`, each tab gets a draft and key of its own (a killed tab's slot is free
     * again, so reopening finds it); without, all tabs share one.
     * @param {string} name @param {{id?: string, slots?: boolean}} [options] @returns {Promise<Draft>}
     */
    async open(name, {id = '', slots = false} = {}) {
        const stem = `${PREFIX}${owner}:${name}:`;
        if (!slots) return new Draft(stem + id, read(stem + id), () => {});
        for (let slot = 1; slot < 50; slot += 1) {
            const place = `${stem}${id}#${slot}`;
            const release = await takeLock(place);
            if (release) return new Draft(place, read(place), release);
        }
        return new Draft(`${stem}${newKey()}`, null, () => {});
    },

    /** The present person's drafts, newest first. @returns {Array<Stored & {place: string}>} */
    list() {
        const mine = `${PREFIX}${owner}:`;
        const list = [];
        for (let index = 0; index < localStorage.length; index += 1) {
            const place = localStorage.key(index);
            const stored = place?.startsWith(mine) ? read(place) : null;
            if (stored) list.push({...stored, place});
        }
        return list.sort((one, other) => other.time - one.time);
    },

    /** Drafts that nobody came back for do not stay on a shared computer for ever. */
    sweep() {
        for (const place of Object.keys(localStorage).filter(key => key.startsWith(PREFIX))) {
            const stored = read(place);
            if (!stored || (stored.state === 'draft' && Date.now() - stored.time > KEEP)) localStorage.removeItem(place);
        }
    },
};
