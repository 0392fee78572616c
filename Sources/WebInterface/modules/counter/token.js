/** The token that was just given, large; and the visit before the present one, for a slip that got lost. */
import {h, v, t, replace, card, button, printChip, row} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {store} from '../../app/store.js';
import {go} from '../../app/router.js';
import {nameOf} from '../common/people.js';

/** Of this person only: the next one at this computer does not see it. */
const place = () => `counter.last:${session.user?.id ?? ''}`;
/** @typedef {{encounter: any, job: string | null}} Last */

/** @returns {Last | null} the last visit that was opened in this window */
export const lastVisit = () => store.get(place()) ?? null;
/** @param {any} answer of the counter's command */
export const keepVisit = answer => store.set(place(), {encounter: answer.encounter, job: answer.slip?.printJobID ?? null});

/** Prints the last slip again, marked as a copy. */
export async function reprintLast() {
    const last = lastVisit();
    if (!last) return;
    const slip = await api.post(`/api/encounters/${encodeURIComponent(last.encounter.id)}/print-token`, {});
    store.set(place(), {...last, job: slip.printJobID});
}

/** To the cashier with this visit. @param {string} id */
export const billVisit = id => go(`/billing?encounter=${encodeURIComponent(id)}`);

const reprintButton = () => button({label: t('word.reprint'), key: 'Alt+R', icon: 'printer', run: reprintLast});
const billButton = encounter => session.can('billing.issue') && button({label: t('counter.bill'), key: 'F8', icon: 'cash', run: () => billVisit(encounter.id)});

/** @param {AbortSignal} signal @returns {HTMLElement} filled whenever a visit was opened */
export function tokenCard(signal) {
    const holder = h('div.token-place');
    store.watch(place(), last => {
        if (!last) { replace(holder); return; }
        const {encounter, job} = last;
        replace(holder, card({class: 'token-card'},
            h('div.token-line',
                h('div', h('p.token-number', {role: 'status', 'aria-label': t('word.token')}, v.id(encounter.token.number)), job && session.can('printing.view') && printChip({job})),
                h('div.token-who', h('p', h('strong', nameOf(encounter.patient))),
                    h('p.small', encounter.practitioner ? v.local(encounter.practitioner.name) : v.local(encounter.department.name)),
                    h('p.small.muted', encounter.token.room && [t('counter.room', {room: encounter.token.room}), h('span.dot', ' · ')], t('counter.ahead', {count: encounter.ahead ?? 0})))),
            row(reprintButton(), billButton(encounter))));
    }, signal);
    return holder;
}
