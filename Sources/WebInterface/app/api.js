/**
 * Every request of the interface: session token, idempotency key, version, language, and failures as Problems.
 * When the session has ended, the request waits for the sign-in overlay and is then repeated as it was.
 */
import {seams} from './base.js';
import {language} from './i18n.js';
import {Problem} from './problem.js';

const WAIT = 20_000;
const SLOW = 2_500;

/** Filled by session.js and events.js, so that this file depends on neither. */
export const hooks = {
    /** @type {() => string} */ csrf: () => '',
    /** @type {() => Promise<boolean>} true when the same person has signed in again */ signInAgain: async () => false,
    /** @type {() => Promise<void>} */ refreshSession: async () => {},
    /** @type {(state: 'good' | 'slow' | 'failed') => void} */ link: () => {},
    /** @type {(problem: Problem) => Promise<boolean>} true when the record that a command needs was opened with a reason */ openRecord: async () => false,
};

/** A key for one action: made when its form opens, sent with every attempt. */
export function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function address(path, query) {
    const url = new URL(path, location.origin);
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, String(value));
    }
    return url.pathname + url.search;
}

async function send(method, path, body, options) {
    const headers = {Accept: 'application/json', 'Accept-Language': language().slice(0, 2), ...options.headers};
    const write = method !== 'GET';
    if (write && hooks.csrf()) headers['X-CSRF-Token'] = hooks.csrf();
    if (options.key) headers['Idempotency-Key'] = options.key;
    if (options.version !== undefined && options.version !== null) headers['If-Match'] = `"${options.version}"`;
    let payload;
    if (body instanceof Blob) payload = body;
    else if (body !== undefined) { payload = JSON.stringify(body); headers['Content-Type'] = 'application/json'; }

    const patience = new AbortController();
    const stop = () => patience.abort();
    options.signal?.addEventListener('abort', stop, {once: true});
    let late = false;
    const timer = setTimeout(() => { late = true; stop(); }, options.timeout ?? WAIT);
    const slow = setTimeout(() => hooks.link('slow'), SLOW);
    try {
        const answer = await seams.fetch(address(path, options.query), {method, headers, body: payload, signal: patience.signal,
            credentials: 'same-origin', cache: 'no-store'});
        const data = options.blob && answer.ok ? await answer.blob() : await parse(answer);
        hooks.link('good');
        return {answer, data};
    } catch (error) {
        if (options.signal?.aborted) throw new Problem({}, 'aborted');
        hooks.link('failed');
        throw new Problem({detail: String(error?.message ?? error)}, late ? 'timeout' : 'offline');
    } finally {
        clearTimeout(timer);
        clearTimeout(slow);
        options.signal?.removeEventListener('abort', stop);
    }
}

/** A gateway's HTML page is as good as nothing: only JSON is believed. */
async function parse(answer) {
    if (answer.status === 204) return null;
    const type = answer.headers.get('Content-Type') ?? '';
    if (!/json/.test(type)) return null;
    return answer.json().catch(() => null);
}

/**
 * @typedef {{query?: Record<string, unknown>, key?: string, version?: string | number, signal?: AbortSignal, timeout?: number,
 *            headers?: Record<string, string>, blob?: boolean, quiet401?: boolean}} Options
 */

/** @param {string} method @param {string} path @param {unknown} [body] @param {Options} [options] */
async function request(method, path, body, options = {}, attempt = 0) {
    const {answer, data} = await send(method, path, body, options);
    if (answer.ok) {
        if (data === null && answer.status !== 204 && !options.blob) throw new Problem({status: 502, code: 'shell.problem.server'});
        return data;
    }
    const problem = new Problem({status: answer.status, ...data});
    if (answer.status === 401 && !options.quiet401 && attempt < 3) {
        if (await hooks.signInAgain()) return request(method, path, body, options, attempt + 1);
        throw problem;
    }
    if (answer.status === 403 && /csrf/i.test(problem.code) && attempt < 1) {
        await hooks.refreshSession();
        return request(method, path, body, options, attempt + 1);
    }
    if (problem.code === 'patients.restricted.closed' && method !== 'GET' && attempt < 1 && await hooks.openRecord(problem)) {
        return request(method, path, body, options, attempt + 1);
    }
    throw problem;
}

export const api = {
    /** @param {string} path @param {Options} [options] */
    get: (path, options) => request('GET', path, undefined, options),
    /** @param {string} path @param {unknown} body @param {Options} [options] */
    post: (path, body, options) => request('POST', path, body, options),
    /** @param {string} path @param {unknown} body @param {Options} [options] */
    put: (path, body, options) => request('PUT', path, body, options),
    /** @param {string} path @param {unknown} body @param {Options} [options] */
    patch: (path, body, options) => request('PATCH', path, body, options),
    /** @param {string} path @param {unknown} [body] @param {Options} [options] */
    delete: (path, body, options) => request('DELETE', path, body, options),
    /** @param {string} path @param {Options} [options] @returns {Promise<Blob>} */
    blob: (path, options) => request('GET', path, undefined, {...options, blob: true, headers: {Accept: '*/*', ...options?.headers}}),
};
export {Problem};
