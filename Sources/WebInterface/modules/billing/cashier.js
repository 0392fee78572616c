/** The cashier's page: whose bill, what is on it, how it is paid; all on one screen and by keys. */
import {h, v, t, styles, page, banner} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {bannerOf} from '../common/people.js';
import {consultationOf, services} from '../common/places.js';
import {choosePerson} from './choose.js';
import {BillEntry} from './entry.js';
import {drafts} from '../../app/drafts.js';

/** @param {import('../../app/router.js').Context} ctx who the address says: a visit with its patient, or a patient */
async function whoOf(ctx) {
    const {encounter, patient} = ctx.query;
    if (encounter) {
        const visit = await api.get(`/api/encounters/${encodeURIComponent(encounter)}`, {signal: ctx.signal});
        return {person: visit.patient, visit};
    }
    if (patient) return {person: await api.get(`/api/patients/${encodeURIComponent(patient)}`, {signal: ctx.signal}), visit: null};
    return null;
}

/** Bills that were begun and left: they are kept, and lead back to where they were. */
function parked(ctx) {
    const open = drafts.list().filter(draft => draft.path.startsWith('/billing?') && draft.values?.lines?.length);
    return open.length ? h('div.parked', h('span.muted', t('billing.parked')), open.slice(0, 4).map(draft => h('a.button', {href: draft.path},
        v.name(draft.values.whose?.name ?? '–'), h('span.muted', t('billing.parked.items', {count: draft.values.lines.length}))))) : null;
}

function chooser(ctx) {
    const take = query => ctx.go(`/billing?${query}`);
    ctx.onScan({
        patient: async scan => { const {items} = await api.get('/api/patients', {query: {q: scan.number, limit: 2}}); if (items.length === 1) take(`patient=${encodeURIComponent(items[0].id)}`); },
        visit: async scan => { const {items} = await api.get('/api/encounters', {query: {number: scan.number}}); if (items[0]) take(`encounter=${encodeURIComponent(items[0].id)}`); },
        bill: scan => ctx.go(`/bills?number=${encodeURIComponent(scan.number)}`),
    });
    return page({title: t('billing.nav'), tools: parked(ctx), main: choosePerson({patient: person => take(`patient=${encodeURIComponent(person.id)}`), visit: visit => take(`encounter=${encodeURIComponent(visit.id)}`)})});
}

/** @param {import('../../app/router.js').Context} ctx */
export default async function cashier(ctx) {
    styles('billing');
    const who = await whoOf(ctx);
    await drafts.ready;
    if (!who) return chooser(ctx);
    const {person, visit} = who;
    ctx.setPatient(person.id);
    ctx.onScan({bill: scan => ctx.go(`/bills?number=${encodeURIComponent(scan.number)}`)});
    const place = visit ? h('span', t('word.token'), ' ', v.id(visit.token.number), ' · ', v.local(visit.department.name)) : undefined;
    const entry = new BillEntry(ctx, person, visit);
    const view = entry.draw(banner({...bannerOf(person), place}));
    await entry.form.ready;
    // A visit brings its consultation along, unless something is on the bill already.
    if (visit && !entry.lines.rows.length && !entry.form.dirty) {
        const fee = consultationOf(await services().catch(() => []), visit.department.id);
        if (fee) entry.add(fee, 1);
    }
    entry.offerCharges().catch(() => {});
    return view;
}
