/** `h`: elements that escape by construction. There is no other way from data to the page, and none through HTML text. */
import {Phrase, toPhrase, bindAttribute, unbindAttribute} from './phrase.js';

/** What a data string looks like: such a string outside an isolate would be turned about in a right-to-left page. */
const LOOKS_LIKE_DATA = /[\d@٠-٩۰-۹०-९]/;

/** @param {unknown} child @param {Node[]} into */
function collect(child, into) {
    if (child === null || child === undefined || child === false || child === true) return;
    if (Array.isArray(child)) { for (const one of child) collect(one, into); return; }
    if (child instanceof Node) { into.push(child); return; }
    if (child instanceof Phrase) { into.push(child.node()); return; }
    if (typeof child === 'number') { into.push(toPhrase(child).node()); return; }
    if (LOOKS_LIKE_DATA.test(String(child))) {
        console.error(new TypeError(`data must be printed with v(): ${child}`));
        into.push(toPhrase(child).node());
        return;
    }
    into.push(document.createTextNode(String(child)));
}

/** @param {unknown[]} children @returns {Node[]} */
export function nodes(...children) {
    const list = [];
    collect(children, list);
    return list;
}

const withoutGaps = bag => Object.fromEntries(Object.entries(bag).filter(([, item]) => item !== undefined && item !== null));

/** Sets one property of `h`. @param {HTMLElement} element @param {string} name @param {any} value */
export function setProperty(element, name, value) {
    if (name.startsWith('.')) { element[name.slice(1)] = value; return; }
    if (name.startsWith('on') && typeof value === 'function') { element.addEventListener(name.slice(2).toLowerCase(), value); return; }
    if (name === 'dataset') { Object.assign(element.dataset, withoutGaps(value)); return; }
    if (name === 'style') { Object.assign(element.style, value); return; }
    if (name === 'class') { element.classList.add(...[value].flat().filter(Boolean).flatMap(one => String(one).split(/\s+/)).filter(Boolean)); return; }
    if (value instanceof Phrase) { bindAttribute(element, name, value); return; }
    unbindAttribute(element, name);
    if (value === false || value === null || value === undefined) return;
    element.setAttribute(name, value === true ? '' : String(value));
}

/**
 * Builds an element: `h('div.card', {hidden: true, onclick: fn, '.value': x}, ...children)`.
 * @param {string} tag name with optional `.classes` @param {Record<string, any> | null} [properties] @param {...unknown} children
 * @returns {any} the element
 */
export function h(tag, properties = null, ...children) {
    const [name, ...classes] = tag.split('.');
    // Our elements build their content in the constructor, which createElement() forbids and `new` allows.
    const Custom = name.includes('-') ? customElements.get(name) : undefined;
    const element = Custom ? new Custom() : document.createElement(name);
    if (classes.length) element.classList.add(...classes);
    const isBag = properties && typeof properties === 'object' && !(properties instanceof Node)
        && !(properties instanceof Phrase) && !Array.isArray(properties);
    if (!isBag) children.unshift(properties);
    element.append(...nodes(children));
    // After the children, so that a custom element's properties find its content.
    if (isBag) for (const [key, value] of Object.entries(properties)) setProperty(element, key, value);
    return element;
}

/** Empties and fills. @param {Element} element @param {...unknown} children */
export function replace(element, ...children) {
    element.replaceChildren(...nodes(children));
    return element;
}

/** A phrase as a plain string with isolates, for places that hold no elements. @param {unknown} phrase */
export const text = phrase => toPhrase(phrase).plain();

let counter = 0;
/** An id that no other element of this page has. @param {string} stem */
export const uid = stem => `${stem}-${(counter += 1).toString(36)}`;

/** Fires an event that bubbles. @param {Element} element @param {string} type @param {unknown} [detail] */
export function fire(element, type, detail) {
    return element.dispatchEvent(new CustomEvent(type, {bubbles: true, cancelable: true, detail}));
}

/** Can it take the keyboard now? @param {Element} element */
export const isShown = element => element.isConnected && element.checkVisibility({checkVisibilityCSS: true}) && !element.closest('[inert]');

const FOCUSABLE = 'input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), a[href], [tabindex="0"]';
/** @param {ParentNode} root @returns {HTMLElement[]} */
export const focusables = root => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(FOCUSABLE)]).filter(element => element.tabIndex >= 0 && isShown(element));

/** Listens on the document for as long as the element is in it. @param {Element} element @param {string} type @param {(event: any) => void} fn */
export function whileConnected(element, type, fn) {
    document.addEventListener(type, function listen(event) {
        if (element.isConnected) fn(event); else document.removeEventListener(type, listen);
    });
}

const sheets = new Set();
/** Loads a page's own stylesheet once. @param {string} name of `css/<name>.css` */
export function styles(name) {
    if (sheets.has(name)) return;
    sheets.add(name);
    document.head.append(h('link', {rel: 'stylesheet', href: new URL(`../css/${name}.css`, import.meta.url).href}));
}
