/** Start: language, session, modules, shell, first page. Nothing is drawn before the words are there. */
import {asset} from './base.js';
import {pages, catalogues} from './manifest.js';
import {preferredLanguage, setLanguage, useCatalogue, language} from './i18n.js';
import {session} from './session.js';
import {signInOverlay} from './signin.js';
import {drawShell, setRail, markRail, restoreLook, showKeys} from './shell.js';
import {addRoute, router} from './router.js';
import {keys, topLayer} from './keys.js';
import {startScanner} from './scanner.js';
import {wrongScan} from './scan-page.js';
import {palette} from './palette.js';
import {nextLanguage} from './language.js';
import {watchIdle} from './idle.js';
import {resumeStation} from './station.js';
import {drafts} from './drafts.js';
import {events} from './events.js';
import {Problem} from './problem.js';
import {store} from './store.js';
import {h, replace} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {emptyState, problemBox} from '../ui/states.js';
import '../ui/index.js';

const FACES = {en: ['latin', 'latin-bold'], ur: ['nastaliq', 'latin'], hi: ['devanagari', 'devanagari-bold', 'latin'], ar: ['naskh', 'latin']};

/** The faces of the chosen language, asked for at once. */
function preloadFonts() {
    for (const face of FACES[language()] ?? ['latin']) {
        document.head.append(h('link', {rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: 'anonymous', href: asset(`fonts/${face}.woff2`)}));
    }
}

/** One broken module must not take the others with it. */
async function loadModules() {
    const words = Promise.all(catalogues.map(useCatalogue));
    const loaded = await Promise.all((session.current?.modules ?? []).filter(({name}) => pages.includes(name)).map(async ({name}) => {
        try {
            return {name, module: await import(`../modules/${name}/index.js`)};
        } catch (error) {
            console.error(`module ${name}`, error);
            return null;
        }
    }));
    await words;
    return loaded.filter(Boolean);
}

let home = '/';

function mountModules(loaded) {
    router.clear();
    palette.clear();
    const nav = [];
    for (const {module} of loaded) {
        for (const route of module.routes ?? []) addRoute(route);
        for (const entry of module.nav ?? []) if (session.can(entry.permission)) nav.push(entry);
        for (const provider of module.search ?? []) palette.addProvider(provider);
        for (const command of module.commands ?? []) palette.addCommand(command);
    }
    nav.sort((one, other) => (one.order ?? 50) - (other.order ?? 50));
    for (const entry of nav) palette.addCommand({label: entry.label, icon: entry.icon, path: entry.path});
    palette.addCommand({label: 'shell.user.switch', icon: 'lock', key: 'Alt+S', run: lock});
    palette.addCommand({label: 'shell.language.next', icon: 'globe', key: 'Alt+L', run: nextLanguage});
    palette.addCommand({label: 'shell.keys.title', icon: 'keyboard', key: 'F1', run: showKeys});
    home = nav[0]?.path ?? '/nothing';
    addRoute({path: '/nothing', title: 'shell.noWork.title', load: async () => noWork});
    return nav;
}

/** Somebody without any permission is told so, with whom to ask; an empty page would look broken. */
const noWork = () => h('div.page', h('div.page-work', h('h1.visually-hidden', t('shell.noWork.title')),
    emptyState({icon: 'people', title: t('shell.noWork.title'), hint: t('shell.noWork.hint')})));

function lock() { return session.current ? session.askAgain('locked') : undefined; }

/** Draws everything for the person who is signed in now. */
async function enter() {
    const {user} = session;
    if (user?.language && !new URLSearchParams(location.search).has('lang') && user.language !== language()) await setLanguage(user.language);
    await resumeStation();
    const nav = mountModules(await loadModules());
    const outlet = drawShell({lock});
    setRail(nav);
    router.start(outlet, {home: () => home, shown: markRail});
    events.start();
    if (location.pathname === '/' || location.pathname === '/nothing') await router.goHome(); else await router.show();
}

function watchSession() {
    let shown = session.user?.id;
    store.watch('session', current => {
        const id = current?.user.id;
        if (!id || id === shown) return;
        shown = id;
        // Another person: their own pages, their own drafts, nothing of the one before.
        history.replaceState({}, '', '/');
        enter();
    });
}

async function start() {
    restoreLook();
    drafts.sweep();
    session.useOverlay(signInOverlay);
    await setLanguage(preferredLanguage(), {remember: false});
    preloadFonts();
    keys.start();
    startScanner(() => { const layer = topLayer(); return layer === document.body ? document.querySelector('.outlet') ?? layer : layer; });
    // After every page has had its chance: a scan is never met with silence.
    addEventListener('sehat-scan', event => { if (!event.defaultPrevented) wrongScan(/** @type {CustomEvent} */ (event).detail, []); });
    keys.on('Alt+L', t('shell.language.next'), () => nextLanguage(), undefined, {global: true});
    keys.on('Alt+S', t('shell.user.switch'), () => lock());
    keys.on('F1', t('shell.keys.title'), () => showKeys());
    try {
        if (!await session.load()) await signInOverlay('start');
    } catch (error) {
        replace(document.body, h('div.start-problem', problemBox(Problem.from(error), {retry: () => location.reload()})));
        return;
    }
    await enter();
    watchSession();
    watchIdle(lock);
}

start();
