/** The frame around every page: top bar, rail, the place for the page. Drawn anew when another person signs in. */
import {h, replace} from '../ui/dom.js';
import {t, bindAttribute} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {icon, mark} from '../ui/icons.js';
import {menu} from '../ui/popup.js';
import {dialog, sheet} from '../ui/dialog.js';
import {keyHint} from '../ui/button.js';
import {recentToasts} from '../ui/toast.js';
import {emptyState, status} from '../ui/states.js';
import {session} from './session.js';
import {keys} from './keys.js';
import {Palette} from './palette.js';
import {languageChip} from './language.js';
import {stationChip, setDensity} from './station.js';
import {tryScanner} from './scanner-setup.js';
import {statusCluster, offlineBand, modeBand, alarmBand} from './status-cluster.js';

const RAIL = 7;
/** @typedef {{path: string, label: string, icon: string, permission?: string, order?: number}} Entry */

/** Night is a choice of the ward, kept on this computer; it waits while a form is open. */
export function setNight(on) {
    if (document.querySelector('s-form[aria-busy], dialog[open]:modal')) return;
    if (on) document.documentElement.dataset.theme = 'night'; else delete document.documentElement.dataset.theme;
    localStorage.setItem('sehat:night', on ? '1' : '');
}
export const isNight = () => document.documentElement.dataset.theme === 'night';

function setCompact(on) {
    if (on) document.documentElement.dataset.urdu = 'compact'; else delete document.documentElement.dataset.urdu;
    localStorage.setItem('sehat:urdu', on ? 'compact' : '');
}

/** What this computer showed last, before anything is drawn. */
export function restoreLook() {
    setNight(localStorage.getItem('sehat:night') === '1');
    setCompact(localStorage.getItem('sehat:urdu') === 'compact');
    setDensity();
}

/** F1: the keys of this page and those that work everywhere, read from the page itself. */
export function showKeys() {
    const seen = new Set();
    const line = ({combo, element, label}) => {
        if (seen.has(combo)) return null;
        seen.add(combo);
        const words = element ? element.querySelector('.button-word, h2, .field-label')?.cloneNode(true) ?? element.getAttribute('aria-label') : label;
        words?.querySelectorAll?.('kbd, .required').forEach(extra => extra.remove());
        return h('div.key-line', h('dt', keyHint(combo)), h('dd', words));
    };
    const general = [['Escape', 'shell.keys.escape'], ['Enter', 'shell.keys.enter'], ['Ctrl+Enter', 'shell.keys.finish']].map(([combo, key]) => ({combo, label: t(key)}));
    dialog({title: t('shell.keys.title'), size: 'm', actions: [{label: t('word.close'), value: null, safe: true}],
        body: h('dl.key-map', keys.list().map(line), general.map(line))});
}

function showMessages() {
    sheet({title: t('shell.messages.title'), body: recentToasts.length
        ? h('ul', recentToasts.map(one => h('li.sheet-item', status(one.meaning, one.message), h('span.hint.end', v.time(one.time)))))
        : emptyState({icon: 'bell', title: t('shell.messages.none')})});
}

/** @param {{lock: () => void}} actions */
function userMenu({lock}) {
    const chip = h('button.bar-button.user-chip', {type: 'button', 'aria-label': t('shell.user.menu')}, icon('person'), h('span.user-name', v.name(session.user?.name)));
    const item = (name, label, run, key) => h('button', {type: 'button', onclick: run}, icon(name), h('span.grow', label), key && keyHint(key));
    menu(chip, () => [
        item('lock', t('shell.user.switch'), lock, 'Alt+S'),
        item('logout', t('shell.user.signOut'), async () => { await session.end(); location.assign('/'); }),
        item(isNight() ? 'sun' : 'moon', t(isNight() ? 'shell.theme.day' : 'shell.theme.night'), () => setNight(!isNight())),
        item('book', t(document.documentElement.dataset.urdu ? 'shell.urdu.full' : 'shell.urdu.compact'), () => setCompact(!document.documentElement.dataset.urdu)),
        item('bell', t('shell.messages.title'), showMessages),
        item('barcode', t('shell.scanner.title'), tryScanner),
        item('keyboard', t('shell.keys.title'), showKeys, 'F1'),
    ]);
    return chip;
}

let life = new AbortController();
const rail = h('nav.rail-list');
/** @type {Entry[]} */
let entries = [];

/** The entry of the page that is shown: the longest path that it begins with. */
export function markRail() {
    const path = location.pathname;
    const current = entries.filter(entry => path === entry.path || path.startsWith(`${entry.path}/`))
        .sort((one, other) => other.path.length - one.path.length)[0];
    for (const anchor of rail.querySelectorAll('a')) {
        if (anchor.getAttribute('href') === current?.path) anchor.setAttribute('aria-current', 'page'); else anchor.removeAttribute('aria-current');
    }
}

/** @param {Entry[]} all those that this person may open, in the order of the day */
export function setRail(all) {
    entries = all;
    const anchor = entry => h('a.rail-link', {href: entry.path}, icon(entry.icon), h('span.rail-word', t(entry.label)));
    const first = all.slice(0, all.length > RAIL ? RAIL - 1 : RAIL);
    const rest = all.slice(first.length);
    replace(rail, first.map(anchor));
    if (rest.length) {
        const more = h('button.rail-link', {type: 'button'}, icon('more'), h('span.rail-word', t('shell.rail.more')));
        menu(more, () => rest.map(entry => h('a', {href: entry.path}, icon(entry.icon), h('span', t(entry.label)))));
        rail.append(more);
    }
    markRail();
}

/**
 * @param {{lock: () => void}} actions @returns {HTMLElement} the place where pages appear
 */
export function drawShell(actions) {
    life.abort();
    life = new AbortController();
    const outlet = h('main.outlet', {id: 'page', tabindex: '-1'});
    const bar = h('header.bar',
        h('a.brand', {href: '/'}, mark(), h('span.brand-name', session.hospital.name ? v.local(session.hospital.name) : t('shell.product'))),
        stationChip(life.signal), new Palette(), statusCluster(life.signal), languageChip(), userMenu(actions));
    bindAttribute(rail, 'aria-label', t('shell.rail.name'));
    document.querySelector('.shell')?.remove();
    const skip = h('a.skip', {href: '#page', onclick: event => {
        event.preventDefault();
        outlet.querySelector('a, button, input, [tabindex]')?.focus();
    }}, t('shell.skip'));
    document.body.append(h('div.shell', skip, bar, offlineBand(life.signal), modeBand(life.signal), alarmBand(life.signal), h('div.frame', h('div.rail', rail), outlet)));
    return outlet;
}
