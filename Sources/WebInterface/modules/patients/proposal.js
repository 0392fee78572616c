/** The name in the other script, proposed while the name is typed, until somebody writes it otherwise. */
import {api} from '../../app/api.js';

const DEBOUNCE = 250;

/**
 * @param {{name: HTMLInputElement, other: HTMLInputElement, signal?: AbortSignal}} boxes
 *   A value that stands in `other` and was not proposed is a person's own and stays.
 * @returns {() => Promise<void>} asks now, for a name that was not typed in its own box
 */
export function proposeOtherName({name, other, signal}) {
    let proposed = '';
    let timer = 0;
    let asking = null;
    const isFree = () => !other.value.trim() || other.value === proposed;
    const ask = async () => {
        asking?.abort();
        if (!isFree()) return;
        const typed = name.value.trim();
        if (!typed) { other.value = proposed = ''; return; }
        asking = new AbortController();
        const mine = asking.signal;
        try {
            const {otherName} = await api.get('/api/patient-name-proposal', {query: {name: typed}, signal: mine});
            // The form may be another person's by now.
            if (mine.aborted || !isFree() || name.value.trim() !== typed) return;
            proposed = otherName ?? '';
            other.value = proposed;
            other.dispatchEvent(new Event('change', {bubbles: true}));
        } catch {
            // A proposal is a help; without one the box stays as it is.
        }
    };
    name.addEventListener('input', () => {
        clearTimeout(timer);
        // What was proposed for another name must not be saved with this one, however quickly it is sent.
        if (other.value && other.value === proposed) other.value = proposed = '';
        timer = setTimeout(ask, DEBOUNCE);
    });
    signal?.addEventListener('abort', () => { clearTimeout(timer); asking?.abort(); }, {once: true});
    return ask;
}
