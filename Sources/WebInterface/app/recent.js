/** The last five patients this person had open, for the search box. Gone when the browser closes or the person changes. */
import {session} from './session.js';

const KEY = 'sehat:recent';
const owner = () => session.user?.id ?? '';

/** @param {{id: string, name: string, mrn?: string, guardian?: {name?: string}, birthDate?: string, estimated?: boolean, sex?: string, phone?: string}} patient */
export function remember({id, name, mrn, guardian, birthDate, estimated, sex, phone}) {
    if (!owner()) return;
    const rest = recent().filter(one => one.id !== id);
    const list = [{id, name, mrn, guardian: guardian?.name, birthDate, estimated, sex, phone}, ...rest].slice(0, 5);
    sessionStorage.setItem(KEY, JSON.stringify({owner: owner(), list}));
}

/** @returns {any[]} */
export function recent() {
    try {
        const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
        return kept?.owner === owner() ? kept.list : [];
    } catch {
        return [];
    }
}
