/** Which counter this computer is: it owns the printers and the drawer, the person does not. */
import {h} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {icon} from '../ui/icons.js';
import {dialog} from '../ui/dialog.js';
import {emptyState} from '../ui/states.js';
import {region} from '../ui/region.js';
import {api} from './api.js';
import {session} from './session.js';
import {store} from './store.js';
import {focusPage} from './router.js';
import {choiceField} from '../ui/fields.js';

const DENSITIES = ['counter', 'desk', 'touch'];

/** How large the controls of this computer are; a touch screen says so by itself. @param {string} [density] */
export function setDensity(density = localStorage.getItem('sehat:density') ?? '') {
    if (DENSITIES.includes(density)) document.documentElement.dataset.density = density;
    localStorage.setItem('sehat:density', density);
}

function densityField() {
    const field = choiceField({name: 'density', label: t('shell.density.label'), value: document.documentElement.dataset.density ?? null,
        options: DENSITIES.map(value => ({value, label: t(`shell.density.${value}`)}))});
    field.addEventListener('change', () => setDensity(field.value));
    return h('div.labels-top', field);
}

/** After a sign-in the computer takes up the counter it had before; that it cannot is no reason to stop. */
export async function resumeStation() {
    if (session.station || !session.knownStation || session.user?.mustChangePassword) return;
    await session.setStation(session.knownStation).catch(() => {});
}

function choose() {
    const before = document.activeElement;
    const pick = async id => {
        await session.setStation(id);
        panel.close();
        // The question on the page goes with its answer: the keyboard goes on where the page's work begins.
        if (!before?.isConnected) focusPage();
    };
    const tile = one => h('button.tile', {type: 'button', 'aria-pressed': String(one.id === session.station?.id), onclick: () => pick(one.id)},
        icon('home'), h('strong', v.num(one.number)), h('span.grow', v.local(one.name)));
    const panel = dialog({title: t('shell.station.choose'), size: 's', actions: [{label: t('word.back'), value: null, safe: true}], body: [
        h('p.hint', t('shell.station.hint')),
        region({load: signal => api.get('/api/stations', {signal}),
            empty: {when: list => !list.items.some(one => one.isActive), icon: 'home', title: t('shell.station.empty'), hint: t('shell.station.emptyHint')},
            draw: list => h('div.stack', list.items.filter(one => one.isActive).map(tile))}),
        densityField(),
    ]});
    // The counters come after the dialog is open; whoever has not moved on chooses one with the next key.
    const first = document.activeElement;
    panel.element.addEventListener('region-drawn', () => {
        if (document.activeElement === first) (panel.element.querySelector('.tile[aria-pressed=true]') ?? panel.element.querySelector('.tile'))?.focus();
    }, {once: true});
}

/** The chip of the top bar. @param {AbortSignal} life @returns {HTMLElement} */
export function stationChip(life) {
    const chip = h('button.bar-button.station', {type: 'button', onclick: choose});
    store.watch('session', current => {
        const station = current?.station;
        chip.classList.toggle('station-none', !station);
        chip.replaceChildren(icon(station ? 'home' : 'wait'), (station ? v.local(station.name) : t('shell.station.none')).node());
    }, life);
    return chip;
}
