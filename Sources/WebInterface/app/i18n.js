/**
 * Languages and catalogues. A page never holds a sentence: it holds keys, and ui/phrase.js draws them, so that a
 * change of language re-words the page in place.
 */
import {asset, seams} from './base.js';

/** @typedef {'en' | 'ur' | 'hi' | 'ar'} Language */

export const LANGUAGES = {
    en: {dir: 'ltr', chip: 'En', name: 'English'},
    ur: {dir: 'rtl', chip: 'اُر', name: 'اردو'},
    hi: {dir: 'ltr', chip: 'हि', name: 'हिन्दी'},
    ar: {dir: 'rtl', chip: 'ع', name: 'العربية'},
};
/** Pseudo-languages of the tests: English grown by 60 %, and English in a mirrored page. */
const PSEUDO = {'en-XL': 'ltr', 'en-RTL': 'rtl'};

/** @type {Map<string, Map<string, any>>} language → key → entry */
const tables = new Map();
/** @type {Map<string, Promise<void>>} */
const loads = new Map();
const names = new Set(['shell']);
let current = 'en';
let rules = new Intl.PluralRules('en');

/** Keys that were asked for and not found, for the tests. */
export const missing = new Set();

export const language = () => current;
export const direction = () => PSEUDO[current] ?? LANGUAGES[current].dir;
const source = lang => lang in PSEUDO ? 'en' : lang;

/** What this browser showed last, else its own preference, else English. @returns {string} */
export function preferredLanguage() {
    const asked = new URLSearchParams(location.search).get('lang');
    const wanted = [asked, localStorage.getItem('sehat:language'), ...navigator.languages.map(tag => tag.slice(0, 2))];
    return wanted.find(lang => lang in LANGUAGES || lang in PSEUDO) ?? 'en';
}

function load(lang, name) {
    const id = `${lang}/${name}`;
    if (!loads.has(id)) {
        loads.set(id, seams.fetch(asset(`i18n/${id}.json`)).then(async answer => {
            if (!answer.ok) throw new Error(`catalogue ${id}: ${answer.status}`);
            addCatalogue(lang, await answer.json());
        }).catch(error => { loads.delete(id); throw error; }));
    }
    return loads.get(id);
}

/** @param {string} lang @param {Record<string, any>} entries */
export function addCatalogue(lang, entries) {
    if (!tables.has(lang)) tables.set(lang, new Map());
    for (const [key, entry] of Object.entries(entries)) tables.get(lang).set(key, entry);
}

/** Loads a module's words in the current language. A missing catalogue must not keep a page shut. @param {string} name */
export async function useCatalogue(name) {
    names.add(name);
    await load(source(current), name).catch(error => console.error(error));
}

/**
 * Changes the language of the whole page in place. Nothing is drawn anew: see refresh() in ui/phrase.js.
 * @param {string} lang @param {{remember?: boolean}} [options]
 */
export async function setLanguage(lang, {remember = true} = {}) {
    const words = await Promise.allSettled([...names].map(name => load(source(lang), name)));
    for (const word of words) if (word.status === 'rejected') console.error(word.reason);
    current = lang;
    rules = new Intl.PluralRules(source(lang));
    if (remember) localStorage.setItem('sehat:language', lang);
    const root = document.documentElement;
    root.lang = source(lang);
    root.dir = direction();
    document.dispatchEvent(new CustomEvent('sehat-words'));
    document.dispatchEvent(new CustomEvent('sehat-language', {detail: {language: lang}}));
}

function choose(entry, count, pluralRules) {
    if (typeof entry === 'string') return entry;
    return entry[pluralRules.select(Math.abs(Number(count)) || 0)] ?? entry.other;
}

/** Sixty per cent longer and accented: shows what a long language will do to a page. */
function grow(pattern) {
    const letters = {a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü'};
    const accented = pattern.replace(/\{[^}]*\}|[aeiou]/g, part => letters[part] ?? part);
    return `${accented} ${'ïpsúm '.repeat(Math.ceil(pattern.length * .6 / 6))}`.trim();
}

let englishAsked = false;
function askForEnglish() {
    if (englishAsked) return;
    englishAsked = true;
    Promise.allSettled([...names].map(name => load('en', name))).then(() => {
        document.dispatchEvent(new CustomEvent('sehat-words'));
    });
}

/** @param {string} key */
export const has = key => Boolean(tables.get(source(current))?.has(key) || tables.get('en')?.has(key));

/**
 * The pattern of a key, split at its placeholders. Falls back to English, and says so, because a drug or error
 * sentence in the wrong language is better than none.
 * @param {string} key @param {number} [count]
 * @returns {{parts: Array<string | {name: string}>, lang: string, fallback: boolean}}
 */
export function lookup(key, count) {
    const lang = source(current);
    let entry = tables.get(lang)?.get(key);
    let fallback = false;
    if (entry === undefined) {
        if (lang !== 'en') askForEnglish();
        entry = tables.get('en')?.get(key);
        fallback = true;
        if (entry === undefined && tables.has(lang)) missing.add(key);
    }
    const pluralRules = fallback ? new Intl.PluralRules('en') : rules;
    let pattern = entry === undefined ? key : choose(entry, count, pluralRules);
    if (current === 'en-XL' && entry !== undefined) pattern = grow(pattern);
    const parts = pattern.split(/(\{\w+\})/).filter(Boolean)
        .map(part => /^\{\w+\}$/.test(part) ? {name: part.slice(1, -1)} : part);
    return {parts, lang: fallback ? 'en' : lang, fallback: fallback && lang !== 'en'};
}
