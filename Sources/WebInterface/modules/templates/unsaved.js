/** Texts that were typed and not saved: they outlive leaving the page and loading it again, in this tab only. */
import {session} from '../../app/session.js';

const key = name => `sehat:template:${name}`;

/**
 * @param {string} name of a template
 * @param {string} from what stood in the editor before anything was typed
 * @returns {string | null} what the same person had typed over the same text
 */
export function unsaved(name, from) {
    try {
        const kept = JSON.parse(sessionStorage.getItem(key(name)) ?? 'null');
        return kept?.owner === (session.user?.id ?? '') && kept.from === from && kept.text !== from ? kept.text : null;
    } catch { return null; }
}

/** @param {string} name @param {string} from @param {string} text */
export function keep(name, from, text) {
    if (text === from) { forget(name); return; }
    // A full storage must not keep anybody from typing.
    try { sessionStorage.setItem(key(name), JSON.stringify({owner: (session.user?.id ?? ''), from, text})); } catch { forget(name); }
}

/** @param {string} name */
export const forget = name => sessionStorage.removeItem(key(name));
