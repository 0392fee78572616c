/** Addresses to pages. Every page gets a context whose signal ends with it, so nothing of an old page stays alive. */
import {session} from './session.js';
import {h, replace, text, focusables, nodes} from '../ui/dom.js';
import {t, refresh} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {emptyState, problemBox, skeleton} from '../ui/states.js';
import {Problem} from './problem.js';
import {wrongScan} from './scan-page.js';

/**
 * @typedef {{path: string, title: string, permission?: string, load: () => Promise<any>, bare?: boolean, anonymous?: boolean}} Route
 * @typedef {ReturnType<typeof context>} Context
 */

/** @type {Array<Route & {pattern: RegExp, names: string[]}>} */
const routes = [];
/** @type {HTMLElement} */
let outlet;
/** @type {AbortController | null} */
let leaving = null;
/** @type {Context | null} */
let here = null;
let home = () => '/';
let listening = false;
let onShown = () => {};

/** @param {Route} route */
export function addRoute(route) {
    const names = [];
    const pattern = route.path.replace(/:(\w+)/g, (_, name) => { names.push(name); return '([^/]+)'; });
    routes.push({...route, names, pattern: new RegExp(`^${pattern}/?$`)});
}

/** @param {string} path */
function find(path) {
    for (const route of routes) {
        const match = route.pattern.exec(path);
        if (match) return {route, params: Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(match[index + 1])]))};
    }
    return null;
}

function context(route, params, signal) {
    const ctx = {
        route, params, signal,
        query: Object.fromEntries(new URLSearchParams(location.search)),
        /** The one patient this page is about. @type {string | null} */
        patient: null,
        setPatient(id) { ctx.patient = id; document.documentElement.dataset.patient = id ?? ''; },
        /** @param {any} message */
        setTitle(message) { ctx.title = message; showTitle(message); },
        title: t(route?.title ?? 'shell.notFound.title'),
        /** Keeps filters in the address, so that they survive refresh, back and a change of language. */
        setQuery(changes) {
            const search = new URLSearchParams(location.search);
            for (const [name, value] of Object.entries(changes)) {
                if (value === null || value === undefined || value === '') search.delete(name); else search.set(name, String(value));
            }
            ctx.query = Object.fromEntries(search);
            history.replaceState(history.state, '', `${location.pathname}${String(search) ? `?${search}` : ''}`);
        },
        /** @param {Record<string, (scan: any) => void>} accepted */
        onScan(accepted) {
            document.addEventListener('sehat-scan', event => {
                const scan = /** @type {CustomEvent} */ (event).detail;
                const take = accepted[scan.kind] ?? accepted['*'];
                if (event.defaultPrevented) return;
                event.preventDefault();
                if (take) take(scan); else wrongScan(scan, Object.keys(accepted));
            }, {signal});
        },
        go, reload: () => show({keepFocus: true}),
    };
    return ctx;
}

function showTitle(message) {
    const hospital = session.hospital.name;
    document.title = hospital ? `${text(message)} · ${text(v.local(hospital))}` : text(message);
}
document.addEventListener('sehat-language', () => { if (here) showTitle(here.title); });

async function draw(route, ctx) {
    const page = await route.load();
    if (typeof page === 'function' && page.prototype instanceof HTMLElement) {
        const element = new page();
        element.ctx = ctx;
        return element;
    }
    return page(ctx);
}

function refusal(found) {
    if (!found) return emptyState({icon: 'search', title: t('shell.notFound.title'), hint: t('shell.notFound.hint')});
    return emptyState({icon: 'lock', title: t('shell.noAccess.title'), hint: t('shell.noAccess.hint')});
}

/** What modules show in place of a page that a problem of theirs kept from being drawn, by its code. @type {Map<string, (problem: Problem, ctx: Context) => unknown>} */
export const insteadOfPages = new Map();
const instead = (problem, ctx) => insteadOfPages.get(problem.code)?.(problem, ctx);

/** Draws the page of the present address. */
async function show({keepFocus = false} = {}) {
    leaving?.abort();
    leaving = new AbortController();
    const {signal} = leaving;
    const found = find(location.pathname);
    const ctx = context(found?.route, found?.params ?? {}, signal);
    here = ctx;
    ctx.setPatient(null);
    document.documentElement.toggleAttribute('data-bare', Boolean(found?.route.bare));
    const late = setTimeout(() => { if (!signal.aborted) replace(outlet, h('div.page', h('div.page-work', skeleton(6)))); }, 150);
    let content;
    try {
        const allowed = found && (found.route.anonymous || session.can(found.route.permission));
        content = allowed ? await draw(found.route, ctx) : h('div.page', h('div.page-work', h('h1.visually-hidden', ctx.title), refusal(found)));
    } catch (error) {
        if (signal.aborted) return;
        content = await instead(Problem.from(error), ctx) ?? h('div.page', h('div.page-work', h('h1.visually-hidden', ctx.title),
            problemBox(Problem.from(error), {retry: () => show()})));
    } finally {
        clearTimeout(late);
    }
    if (signal.aborted) return;
    outlet.replaceChildren(...nodes(content));
    refresh(outlet);
    showTitle(ctx.title);
    onShown();
    if (!keepFocus || document.activeElement === document.body) focusPage();
}

/** Focus sits where the next keystroke belongs: the page says so by `data-autofocus`, else its heading gets it. */
export function focusPage() {
    if (outlet.contains(document.activeElement) && document.activeElement !== outlet) return;
    const wanted = outlet.querySelector('[data-autofocus]');
    const target = wanted ? (wanted.matches('input, textarea, select, button, a') ? wanted : focusables(wanted)[0]) : outlet.querySelector('h1');
    if (target && !wanted) target.tabIndex = -1;
    (target ?? outlet).focus({preventScroll: true});
}

/** Goes to another page of this product. @param {string} path @param {{replace?: boolean}} [options] */
export function go(path, {replace: instead = false} = {}) {
    if (instead) history.replaceState({}, '', path); else history.pushState({}, '', path);
    return show();
}

/** A link that changes the page without leaving it. @param {string} path @param {any} properties @param {...unknown} children */
export function link(path, properties, ...children) {
    return h('a', {...properties, href: path}, ...children);
}

/** @returns {Context | null} */
export const currentPage = () => here;

function onClick(event) {
    const anchor = event.target.closest?.('a[href]');
    if (!anchor || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin || anchor.pathname.startsWith('/api/') || anchor.pathname.startsWith('/a/')) return;
    event.preventDefault();
    go(anchor.pathname + anchor.search);
}

export const router = {
    /** @param {HTMLElement} place where pages appear @param {{home: () => string, shown: () => void}} options */
    start(place, options) {
        outlet = place;
        home = options.home;
        onShown = options.shown;
        if (listening) return;
        listening = true;
        document.addEventListener('click', onClick);
        addEventListener('popstate', () => show());
    },
    show,
    /** To the first task of this person. */
    goHome: () => go(home(), {replace: true}),
    /** Forgets every page: another person has signed in. */
    clear() { leaving?.abort(); routes.length = 0; here = null; outlet?.replaceChildren(); },
};
