/**
 * A small test runner for the page itself. `suite` and `test` collect, run.js runs them one after the other and
 * writes `PASS n FAIL m` into #result and a JSON report into #report, where `chromium --dump-dom` finds them.
 */
import {nodes} from '../ui/dom.js';
import {seams} from '../app/base.js';

/** @type {Array<{suite: string, name: string, body: () => unknown}>} */
export const tests = [];
let current = '';

/** @param {string} name @param {() => void} body */
export function suite(name, body) {
    current = name;
    body();
}
/** @param {string} name @param {() => unknown} body may be asynchronous */
export function test(name, body) { tests.push({suite: current, name, body}); }

class Failure extends Error {}
const show = value => { try { return JSON.stringify(value); } catch { return String(value); } };

/** @param {unknown} condition @param {string} [what] */
export function ok(condition, what = 'expected to be true') { if (!condition) throw new Failure(what); }
/** @param {unknown} actual @param {unknown} expected @param {string} [what] */
export function equal(actual, expected, what = '') {
    const one = show(actual);
    const other = show(expected);
    if (one !== other) throw new Failure(`${what ? `${what}: ` : ''}${one} is not ${other}`);
}
/** @param {unknown[]} list of findings that should be empty @param {string} [what] */
export function none(list, what = '') {
    if (list.length) throw new Failure(`${what ? `${what}: ` : ''}${list.length} found: ${list.slice(0, 6).map(String).join(' | ')}`);
}
/** @param {() => unknown} body @param {RegExp} [pattern] */
export async function throws(body, pattern = /./) {
    try { await body(); } catch (error) {
        if (!pattern.test(String(error?.message ?? error))) throw new Failure(`threw ${error}`);
        return error;
    }
    throw new Failure('did not throw');
}

export const stage = () => /** @type {HTMLElement} */ (document.querySelector('#stage'));
/** Puts something on the stage, in place of what was there. @param {...unknown} content */
export function mount(...content) {
    stage().replaceChildren(...nodes(content));
    return stage().firstElementChild;
}

/** @param {number} [time] */
export const wait = (time = 0) => new Promise(resolve => setTimeout(resolve, time));
/** Waits until something is so. @param {() => unknown} condition @param {number} [limit] */
export async function until(condition, limit = 3_000) {
    const end = Date.now() + limit;
    for (;;) {
        const value = await condition();
        if (value) return value;
        if (Date.now() > end) throw new Failure(`never came: ${condition}`);
        await wait(10);
    }
}

/**
 * Waits for something that comes from outside the page (a lock, another process). Under the browser's virtual time an
 * idle page's timers run away; requests under way hold them. @template T @param {Promise<T>} promise @returns {Promise<T>}
 */
export async function outside(promise) {
    let open = true;
    promise.then(() => { open = false; }, () => { open = false; });
    while (open) await globalThis.fetch(location.href, {cache: 'no-store'});
    return promise;
}

const CODES = {' ': 'Space', '-': 'Minus', '.': 'Period', ',': 'Comma', '/': 'Slash', '*': 'NumpadMultiply', '+': 'NumpadAdd'};
const codeOf = key => /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : CODES[key] ?? key;

/**
 * Presses a key as a keyboard would. @param {string} key
 * @param {{code?: string, alt?: boolean, ctrl?: boolean, shift?: boolean, target?: Element, time?: number, repeat?: boolean}} [options]
 * @returns {boolean} was the default left to happen?
 */
export function press(key, {code = codeOf(key), alt = false, ctrl = false, shift = false, repeat = false, target = document.activeElement ?? document.body, time} = {}) {
    const event = new KeyboardEvent('keydown', {key, code, altKey: alt, ctrlKey: ctrl, shiftKey: shift, repeat, bubbles: true, cancelable: true});
    if (time !== undefined) Object.defineProperty(event, 'timeStamp', {value: time});
    const left = target.dispatchEvent(event);
    if (left && key === 'Enter' && target.matches?.('button, a[href]') && !ctrl && !alt) target.click();
    target.dispatchEvent(new KeyboardEvent('keyup', {key, code, bubbles: true}));
    return left;
}

/** Types into the focused box, key by key. @param {string} text @param {{time?: number, gap?: number, codes?: string[]}} [options] */
export function type(text, {time, gap = 0, codes} = {}) {
    const target = /** @type {HTMLInputElement} */ (document.activeElement);
    [...text].forEach((character, index) => {
        const at = time === undefined ? undefined : time + gap * index;
        if (!press(character, {target, time: at, code: codes?.[index] ?? codeOf(character)})) return;
        const before = new InputEvent('beforeinput', {data: character, inputType: 'insertText', bubbles: true, cancelable: true});
        if (!target.dispatchEvent(before)) return;
        if (typeof target.setRangeText !== 'function') return;
        target.setRangeText(character, target.selectionStart ?? target.value.length, target.selectionEnd ?? target.value.length, 'end');
        target.dispatchEvent(new InputEvent('input', {data: character, inputType: 'insertText', bubbles: true}));
    });
}

/**
 * Answers requests for the pages: `{'GET /api/x': body | ((request) => body)}`; a body with `status` in a Response is taken as it is.
 * Everything else (catalogues, fonts) goes to the server. @param {Record<string, any>} routes @returns {{calls: any[], stop: () => void}}
 */
export function fakeServer(routes) {
    const calls = [];
    const before = seams.fetch;
    seams.fetch = async (address, options = {}) => {
        const url = new URL(String(address), location.href);
        if (!url.pathname.startsWith('/api/')) return globalThis.fetch(address, options);
        const method = options.method ?? 'GET';
        const request = {method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers: options.headers ?? {},
            body: typeof options.body === 'string' ? JSON.parse(options.body) : options.body, signal: options.signal};
        calls.push(request);
        const route = routes[`${method} ${url.pathname}`] ?? routes[url.pathname];
        if (route === undefined) return problem(404, 'app.route');
        const answer = typeof route === 'function' ? await route(request) : route;
        if (answer instanceof Response) return answer;
        return new Response(JSON.stringify(answer), {headers: {'Content-Type': 'application/json'}});
    };
    return {calls, stop: () => { seams.fetch = before; }};
}
/** @param {number} status @param {string} code @param {object} [more] */
export const problem = (status, code, more = {}) => new Response(JSON.stringify({status, code, title: code, ...more}), {status, headers: {'Content-Type': 'application/problem+json'}});
