/**
 * The keyboard. One helper decides which key was meant, so that shortcuts work under every layout; one listener
 * finds the button or field that carries the key (`data-key`) in the layer on top.
 */
import {isShown} from '../ui/dom.js';

const NAMED = /^(F\d{1,2}|Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|ArrowUp|ArrowDown|ArrowLeft|ArrowRight)$/;
const BY_CODE = {Space: 'Space', Minus: '-', NumpadSubtract: '-', Equal: '=', NumpadAdd: '+', Slash: '/', Period: '.', Comma: ','};

/**
 * What was pressed, as 'Alt+N', 'F9', 'Ctrl+Enter', '+' or '' (nothing that concerns us: composing, AltGr, a bare modifier).
 * An ASCII letter is taken as it is; under other layouts the letter comes from the place of the key.
 * @param {KeyboardEvent} event
 */
export function keyOf(event) {
    if (event.isComposing || event.keyCode === 229 || event.key === 'Process') return '';
    const altGraph = event.getModifierState?.('AltGraph') || (event.ctrlKey && event.altKey);
    const name = nameOf(event);
    if (!name) return '';
    if (altGraph) return '';
    const shift = event.shiftKey && (name.length > 1 || /[A-Z]/.test(name));
    return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

function nameOf({key, code}) {
    if (/^[a-z]$/i.test(key)) return key.toUpperCase();
    if (NAMED.test(key)) return key;
    if (/^[0-9+\-*/.,=]$/.test(key)) return key;
    const letter = /^Key([A-Z])$/.exec(code ?? '');
    if (letter) return letter[1];
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(code ?? '');
    if (digit) return digit[1];
    return BY_CODE[code] ?? (key === ' ' ? 'Space' : '');
}

const FORBIDDEN = [/^[A-Z0-9]$/, /Ctrl\+Alt/, /^Ctrl\+[NTWP]$/, /^Alt\+[DEF]$/, /^F(5|6|7|11|12)$/, /^Alt\+Arrow(Left|Right)$/, /^Alt\+[1-8]$/, /^Shift\+[A-Z]$/];
/** Throws where a combination belongs to the browser, the system or a writing layout. @param {string} combo */
export function assertAllowed(combo) {
    if (FORBIDDEN.some(rule => rule.test(combo))) throw new RangeError(`${combo} cannot be a shortcut`);
    return combo;
}

/** @type {Array<{combo: string, label: any, run: (event: KeyboardEvent) => void, global: boolean}>} */
const registered = [];

/** The dialog on top, or the whole page. @returns {HTMLElement} */
export function topLayer() {
    const modals = [...document.querySelectorAll('dialog[open]')].filter(dialog => dialog.matches(':modal'));
    return /** @type {HTMLElement} */ (modals.at(-1) ?? document.body);
}

/** Elements that carry a key in the layer on top, in page order. @returns {HTMLElement[]} */
export const keyed = () => /** @type {HTMLElement[]} */ ([...topLayer().querySelectorAll('[data-key]')].filter(isShown));

function activate(element, event) {
    if (element.matches('button, a, [role="button"]')) {
        if (element.getAttribute('aria-disabled') === 'true') { element.focus(); element.dispatchEvent(new CustomEvent('refused', {bubbles: true})); return; }
        element.click();
    } else if (typeof element.focusField === 'function') {
        element.focusField();
    } else {
        element.focus();
        element.select?.();
    }
    event.stopPropagation();
}

function onKeydown(event) {
    const combo = keyOf(event);
    if (!combo || event.defaultPrevented) return;
    const target = keyed().find(element => element.dataset.key.split(' ').includes(combo));
    if (target) {
        event.preventDefault();
        if (!event.repeat) activate(target, event);
        return;
    }
    const layered = topLayer() !== document.body;
    const entry = registered.findLast(one => one.combo === combo && (one.global || !layered));
    if (entry) {
        event.preventDefault();
        if (!event.repeat) entry.run(event);
        return;
    }
    // Keys that would otherwise do something of the browser's in the middle of a bill.
    if (/^F(1|3|4|8|9|10)$/.test(combo)) event.preventDefault();
}

export const keys = {
    /**
     * A key without an element of its own.
     * @param {string} combo may hold several: 'F2 Ctrl+K' @param {any} label @param {(event: KeyboardEvent) => void} run
     * @param {AbortSignal} [signal] @param {{global?: boolean}} [options] `global`: heard under an open dialog too
     */
    on(combo, label, run, signal, {global = false} = {}) {
        for (const one of combo.split(' ')) {
            const entry = {combo: assertAllowed(one), label, run, global};
            registered.push(entry);
            signal?.addEventListener('abort', () => registered.splice(registered.indexOf(entry), 1), {once: true});
        }
    },

    /** What F1 shows. @returns {Array<{combo: string, element?: HTMLElement, label?: any}>} */
    list() {
        const own = keyed().map(element => ({combo: element.dataset.key.split(' ')[0], element}));
        const rest = registered.map(({combo, label}) => ({combo, label}));
        return [...own, ...rest];
    },

    start() { document.addEventListener('keydown', onKeydown); },
};

/** Gives an element its key, for the eye, the ear and the listener. @param {HTMLElement} element @param {string} combos */
export function setKey(element, combos) {
    combos.split(' ').forEach(assertAllowed);
    element.dataset.key = combos;
    element.setAttribute('aria-keyshortcuts', combos.replaceAll('Ctrl', 'Control'));
}
