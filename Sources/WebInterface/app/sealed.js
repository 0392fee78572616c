/**
 * A shelf in the browser's storage whose things nobody reads without the key: AES-GCM under a key that is only held in memory. When it
 * was last written and whether it waits to be sent stand outside the seal, so that old things can be thrown away by anybody.
 */

/** @typedef {import('./drafts.js').Stored} Stored */

const bytesOf = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));
const textOf = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)));

export class SealedShelf {
    /** @param {string} secret 32 bytes in base64 @param {string} prefix of the places that are the owner's */
    constructor(secret, prefix) {
        this.prefix = prefix;
        /** @type {Map<string, Stored>} */
        this.open = new Map();
        /** Of each place the last write, which an earlier one that took longer must not undo. @type {Map<string, number>} */
        this.turns = new Map();
        this.key = crypto.subtle.importKey('raw', bytesOf(secret), 'AES-GCM', false, ['encrypt', 'decrypt']);
        this.ready = Promise.all(Object.keys(localStorage).filter(place => place.startsWith(prefix)).map(place => this.look(place))).then(() => {});
    }

    get(place) { return this.open.get(place) ?? null; }

    /** @param {string} prefix @returns {Array<Stored & {place: string}>} */
    all(prefix) { return [...this.open].filter(([place]) => place.startsWith(prefix)).map(([place, stored]) => ({...stored, place})); }

    /** What lies there now, also when another tab put it there. @param {string} place @returns {Promise<Stored | null>} */
    async look(place) {
        const turn = this.turns.get(place) ?? 0;
        let stored = null;
        try {
            const {iv, box} = JSON.parse(localStorage.getItem(place) ?? 'null') ?? {};
            if (box) stored = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({name: 'AES-GCM', iv: bytesOf(iv)}, await this.key, bytesOf(box))));
        } catch { /* Sealed under another key, such as before a change of password: it is nobody's any more. */ }
        if ((this.turns.get(place) ?? 0) !== turn) return this.get(place);
        if (stored) this.open.set(place, stored); else this.open.delete(place);
        return stored;
    }

    /** @param {string} place @param {Stored} stored @returns {Promise<void>} fails when there is no room */
    async put(place, stored) {
        const turn = this.next(place);
        this.open.set(place, stored);
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const box = await crypto.subtle.encrypt({name: 'AES-GCM', iv}, await this.key, new TextEncoder().encode(JSON.stringify(stored)));
        if (this.turns.get(place) === turn) localStorage.setItem(place, JSON.stringify({time: stored.time, state: stored.state, iv: textOf(iv), box: textOf(box)}));
    }

    remove(place) {
        this.next(place);
        this.open.delete(place);
        localStorage.removeItem(place);
    }

    next(place) {
        const turn = (this.turns.get(place) ?? 0) + 1;
        this.turns.set(place, turn);
        return turn;
    }
}

function read(place) {
    try {
        const stored = JSON.parse(sessionStorage.getItem(place) ?? 'null');
        return stored && stored.key ? stored : null;
    } catch {
        return null;
    }
}

/** Where the browser cannot seal, as on a page without TLS: the tab's own storage. */
export const plainShelf = {
    ready: Promise.resolve(),
    get: read,
    look: async place => read(place),
    all: prefix => Object.keys(sessionStorage).filter(place => place.startsWith(prefix)).map(place => ({...read(place), place})).filter(one => one.key),
    put: async (place, stored) => sessionStorage.setItem(place, JSON.stringify(stored)),
    remove: place => sessionStorage.removeItem(place),
};
