/**
 * Barcode scanners that type. Their keys reach the focused field as they come (typing is never delayed); when the
 * burst proves to be a scan, the field gets its value back, the closing Enter is swallowed and the page hears
 * `sehat-scan`. Timing alone mistakes fast typists, so the check digits decide.
 */
import {recognise} from './labels.js';
import {foldDigits} from '../ui/fold.js';

const MIN_LENGTH = 6;
const MAX_GAP = 50;
const MAX_MEAN = 30;
const MAX_TOTAL = 1500;
const SILENCE = 80;

const US = {Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"', Backquote: '`~',
    Comma: ',<', Period: '.>', Slash: '/?', Space: '  ', NumpadAdd: '++', NumpadSubtract: '--', NumpadMultiply: '**', NumpadDivide: '//', NumpadDecimal: '..'};
const US_DIGITS = ')!@#$%^&*(';

/** The character that the key has on the US layout scanners assume. @returns {string | null} null: not a character */
export function usCharacter(code, shift) {
    const letter = /^Key([A-Z])$/.exec(code);
    if (letter) return shift ? letter[1] : letter[1].toLowerCase();
    const digit = /^Digit(\d)$/.exec(code);
    if (digit) return shift ? US_DIGITS[Number(digit[1])] : digit[1];
    const pad = /^Numpad(\d)$/.exec(code);
    if (pad) return pad[1];
    return US[code]?.[shift ? 1 : 0] ?? null;
}

/** The field as it was before the burst. */
function snapshot(element) {
    const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
    if (!field) return null;
    return {field, value: field.value, start: field.selectionStart, end: field.selectionEnd};
}

function restore(saved) {
    if (!saved || saved.field.value === saved.value) return;
    saved.field.value = saved.value;
    if (saved.start !== null) saved.field.setSelectionRange(saved.start, saved.end);
    saved.field.dispatchEvent(new Event('input', {bubbles: true}));
}

/** What an input method inserted where no key code was told (Android keyboards). */
function inserted(saved) {
    if (!saved) return '';
    const now = saved.field.value;
    const tail = saved.value.length - (saved.end ?? saved.value.length);
    return foldDigits(now.slice(saved.start ?? saved.value.length, now.length - tail));
}

export class Scanner {
    /** @param {{found: (scan: any) => void, station?: () => {prefix?: string, suffix?: string}}} options */
    constructor({found, station = () => ({})}) {
        this.found = found;
        this.station = station;
        this.reset();
    }

    reset() {
        this.keys = [];
        this.saved = null;
        clearTimeout(this.timer);
    }

    /** The text of the burst when its rhythm is a machine's, else ''. */
    burst() {
        const {keys} = this;
        if (keys.length < MIN_LENGTH) return '';
        const total = keys.at(-1).time - keys[0].time;
        if (total > MAX_TOTAL || total / (keys.length - 1) > MAX_MEAN) return '';
        return keys.some(key => key.character === null) ? inserted(this.saved) : keys.map(key => key.character).join('');
    }

    finish(event) {
        const text = this.burst();
        const scan = text ? recognise(text, this.station()) : null;
        const {saved, keys} = this;
        this.reset();
        if (!scan) return false;
        event?.preventDefault();
        event?.stopImmediatePropagation();
        restore(saved);
        const gaps = keys.slice(1).map((key, index) => key.time - keys[index].time);
        this.found({...scan, rhythm: {keys: keys.length, mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, worst: Math.max(...gaps)}});
        return true;
    }

    /** @param {KeyboardEvent} event */
    onKeydown(event) {
        if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) { this.reset(); return; }
        if (event.key === 'Enter' || event.key === 'Tab') { this.finish(event); return; }
        if (event.key === 'Shift' || event.key === 'CapsLock') return;
        const blind = event.keyCode === 229 || (!event.code && event.key.length !== 1);
        const character = blind ? null : usCharacter(event.code, event.shiftKey);
        if (!blind && character === null) { this.reset(); return; }
        const time = event.timeStamp;
        if (this.keys.length && time - this.keys.at(-1).time > MAX_GAP) this.reset();
        if (!this.keys.length) this.saved = snapshot(document.activeElement);
        this.keys.push({character, time});
        if (this.keys.length > 120) { this.reset(); return; }
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.finish(), SILENCE);
    }

    /** Hears before everything else, so that the closing Enter can be swallowed. @param {AbortSignal} [signal] */
    listen(signal) {
        window.addEventListener('keydown', event => this.onKeydown(event), {capture: true, signal});
    }
}

const STATION_KEY = 'sehat:scanner';
/** Marks that this computer's scanners add, set on the scanner page. */
export const scannerMarks = {
    get: () => JSON.parse(localStorage.getItem(STATION_KEY) ?? '{}'),
    set: marks => localStorage.setItem(STATION_KEY, JSON.stringify(marks)),
};

/** Starts the one scanner of this tab: `sehat-scan` fires on the focused layer. @param {() => Element} layer */
export function startScanner(layer) {
    new Scanner({
        station: scannerMarks.get,
        found: scan => layer().dispatchEvent(new CustomEvent('sehat-scan', {bubbles: true, cancelable: true, detail: scan})),
    }).listen();
}
