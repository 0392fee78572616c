/**
 * Phrases: what a page draws instead of strings. A Message is a key with parameters, a Value is data. Both know how
 * to become an isolated node and an isolated plain string, and both re-word themselves when the language changes.
 */
import {lookup, language} from '../app/i18n.js';
import {formatNumber} from './format.js';
import {stripBidi} from './fold.js';

/** Anything that can be drawn in the current language. */
export class Phrase {
    /** @returns {Node} */
    node() { throw new TypeError('abstract'); }
    /** @returns {string} with Unicode isolates, for titles, labels and options */
    plain() { throw new TypeError('abstract'); }
}

/** Node → the phrase drawn in it, for re-wording. */
const drawn = new WeakMap();
/** Element → attribute → phrase. */
const attributes = new WeakMap();

/**
 * Data inside an isolate. `make` returns the parts: strings in reading order, and `{word}` for a translated word
 * inside a left-to-right value (a month), which needs an isolate of its own or it would turn the figures round.
 */
export class Value extends Phrase {
    /** @param {() => Array<string | {word: string}>} make @param {{ltr?: boolean, class?: string, label?: Message}} [options] */
    constructor(make, options = {}) {
        super();
        this.make = make;
        this.options = options;
    }

    node() {
        const bdi = document.createElement('bdi');
        bdi.dir = this.options.ltr ? 'ltr' : 'auto';
        bdi.className = [this.options.ltr && 'v', this.options.class].filter(Boolean).join(' ');
        if (!bdi.className) bdi.removeAttribute('class');
        drawn.set(bdi, this);
        this.fill(bdi);
        return bdi;
    }

    /** @param {HTMLElement} bdi */
    fill(bdi) {
        const parts = this.make();
        bdi.replaceChildren(...parts.map(part => {
            if (typeof part === 'string') return part;
            const word = document.createElement('bdi');
            word.textContent = part.word;
            return word;
        }));
        bdi.toggleAttribute('data-live', parts.some(part => typeof part !== 'string') || Boolean(this.options.live));
        if (this.options.label) bdi.setAttribute('aria-label', this.options.label.plain());
    }

    plain() {
        const inner = this.make().map(part => typeof part === 'string' ? part : `\u2068${part.word}\u2069`).join('');
        return `${this.options.ltr ? '\u2066' : '\u2068'}${inner}\u2069`;
    }
}

/** A catalogue key with its parameters. */
export class Message extends Phrase {
    /** @param {string} key @param {Record<string, unknown>} [params] */
    constructor(key, params = {}) {
        super();
        this.key = key;
        this.params = params;
    }

    node() {
        const element = /** @type {TextElement} */ (document.createElement('s-t'));
        element.phrase = this;
        return element;
    }

    lookup() { return lookup(this.key, this.params.count); }

    plain() {
        return this.lookup().parts.map(part => typeof part === 'string' ? part : toPhrase(this.params[part.name]).plain()).join('');
    }
}

/** An address, or a figure, whole with the Latin letters it grew together with: GS1, A5. Torn apart they would stand in the wrong order from right to left. */
const FIGURES = /([a-z]+:\/\/[\w.:/-]+|[A-Za-z]*(?:\d[\d.,:%-]*\d|\d)[A-Za-z\d]*)/;
/** A figure that a translator wrote into a sentence is a value like any other. @param {string} words @returns {Array<string | Node>} */
function isolateFigures(words) {
    if (!FIGURES.test(words)) return [words];
    return words.split(FIGURES).filter(Boolean).map(part => FIGURES.test(part) ? new Value(() => [part], {ltr: true}).node() : part);
}

/** @param {string} key @param {Record<string, unknown>} [params] */
export const t = (key, params) => new Message(key, params);

/** Strings and numbers that come as parameters are data: they are isolated, whatever the caller thought. */
export function toPhrase(value) {
    if (value instanceof Phrase) return value;
    if (typeof value === 'number') return new Value(() => [formatNumber(value)], {ltr: true});
    if (value === null || value === undefined || value === '') return new Value(() => ['–'], {ltr: true});
    const words = stripBidi(String(value));
    return new Value(() => [words], {ltr: /^[\d\s.,:+\-/%]+$/.test(words)});
}

/** `<s-t>`: a translated text. Renders again when it enters the page in another language than it left it. */
class TextElement extends HTMLElement {
    /** @param {Message} phrase */
    set phrase(phrase) {
        this.message = phrase;
        this.dataset.k = phrase.key;
        this.render();
    }

    connectedCallback() { if (this.message && this.shown !== language()) this.render(); }

    render() {
        const {parts, lang, fallback} = this.message.lookup();
        this.shown = language();
        this.replaceChildren(...parts.flatMap(part => typeof part === 'string' ? isolateFigures(part) : toPhrase(this.message.params[part.name]).node()));
        if (fallback) { this.lang = lang; this.dir = 'ltr'; } else { this.removeAttribute('lang'); this.removeAttribute('dir'); }
    }
}
customElements.define('s-t', TextElement);

/** Sets an attribute from a phrase and keeps it in the current language. */
export function bindAttribute(element, name, phrase) {
    if (!attributes.has(element)) attributes.set(element, new Map());
    attributes.get(element).set(name, phrase);
    element.dataset.a = '';
    element.setAttribute(name, phrase.plain());
}

/** Forgets a bound attribute. */
export function unbindAttribute(element, name) {
    attributes.get(element)?.delete(name);
    element.removeAttribute(name);
}

/** Re-words everything under `root`: only texts and attributes change, no element is replaced. @param {ParentNode} [root] */
export function refresh(root = document) {
    for (const element of root.querySelectorAll('s-t')) {
        if (element.isConnected || root !== document) element.render();
    }
    for (const element of root.querySelectorAll('bdi[data-live]')) drawn.get(element)?.fill(element);
    for (const element of root.querySelectorAll('[data-a]')) {
        for (const [name, phrase] of attributes.get(element) ?? []) element.setAttribute(name, phrase.plain());
    }
}
document.addEventListener('sehat-words', () => refresh());
