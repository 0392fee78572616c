/** Departments, doctors, stations: read once per page, shared by the pages that only choose among them. */
import {text, v} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {events} from '../../app/events.js';

/** @type {Map<string, Promise<any[]>>} */
const kept = new Map();
let watching = false;

function list(path) {
    if (!watching) { watching = true; events.on('directory', () => kept.clear()); }
    if (!kept.has(path)) {
        const asked = api.get(path).then(answer => answer.items);
        kept.set(path, asked);
        // A failure is not kept: the next page asks again.
        asked.catch(() => kept.delete(path));
    }
    return kept.get(path);
}

export const departments = () => list('/api/departments');
export const doctors = () => list('/api/practitioners');
export const stations = () => list('/api/stations');

/**
 * The whole price list, for finding items without asking the server at every key.
 * @returns {Promise<Array<{id: string, code: string, name: any, departmentID?: string, price?: {amount: number, currency: string}}>>}
 */
export async function services() {
    if (kept.has('services')) return kept.get('services');
    const asked = (async () => {
        const all = [];
        let after;
        do {
            const page = await api.get('/api/services', {query: {limit: 200, after}});
            all.push(...page.items);
            after = page.next;
        } while (after);
        return all;
    })();
    kept.set('services', asked);
    asked.catch(() => kept.delete('services'));
    return asked;
}

/** Forgets what was read: prices and names may have changed. */
export const forgetPlaces = () => kept.clear();

/** @param {{name: any}} place its name in the language of the page, for boxes that hold plain text */
export const placeName = place => place ? text(v.local(place.name)) : '';
/** Everything that finds a place: code and names in every language. @param {{code?: string, name: any}} place */
export const placeWords = place => [place.code, ...Object.values(place.name ?? {})].filter(Boolean).join(' ');

/** The consultation of a department by the convention of the price list: codes that begin with CONS. @param {any[]} list @param {string} departmentID */
export const consultationOf = (list, departmentID) => list.filter(service => service.departmentID === departmentID && /^CONS/i.test(service.code) && service.price)
    .sort((one, other) => one.price.amount - other.price.amount)[0] ?? null;
