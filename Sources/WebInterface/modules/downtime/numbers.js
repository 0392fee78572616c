/** Every number that stands on a blank form, and what became of it: nothing is forgotten. */
import {h, v, t, styles, page, card, table, button, status, toast, notice, idField, replace, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {filterField} from '../common/filter.js';
import {enter, giveUp, hasForm} from './entry.js';

const TONES = {open: 'wait', used: 'ok', void: 'neutral'};

/** @param {import('../../app/router.js').Context} ctx */
export default function numbers(ctx) {
    styles('counter');
    const head = h('div');
    const account = async () => {
        const {items} = await api.get('/api/downtime/counts');
        const waiting = items.reduce((sum, one) => sum + one.waiting, 0);
        replace(head, waiting ? notice('wait', t('downtime.waiting', {count: waiting})) : notice('ok', t('downtime.nothingWaits')));
    };
    const again = async () => { await Promise.all([list.reload(), account()]); };
    const fill = async one => {
        if (one.kind === 'receipt') { toast(t('downtime.entry.withBill')); return; }
        if (await enter(one)) { toast(t('downtime.entered', {number: v.id(one.number)})); await again(); }
    };
    const drop = async one => { if (await giveUp(one)) await again(); };
    const menu = one => one.state === 'open' ? [...hasForm(one) ? [{label: t('downtime.enter'), icon: 'edit', run: () => fill(one)}] : [], {label: t('downtime.voidAction'), icon: 'close', run: () => drop(one)}] : [];
    const list = table({caption: t('downtime.numbers'), topics: ['downtime.number'], rowKey: one => one.id, rowMenu: menu,
        load: fromApi('/api/downtime/numbers', () => ({state: ctx.query.state || undefined, kind: ctx.query.kind || undefined, isHanded: ctx.query.state ? undefined : true})),
        empty: {icon: 'ok', title: t('downtime.noNumbers'), hint: t('downtime.noNumbersHint')}, columns: [
            {id: 'number', label: t('word.number'), cell: one => v.id(one.number)},
            {id: 'kind', label: t('downtime.kind'), cell: one => t(`downtime.kind.${one.kind}`)},
            {id: 'state', label: t('word.status'), cell: one => status(TONES[one.state], t(`downtime.state.${one.state}`))},
            {id: 'paper', label: t('downtime.paperAt'), kind: 'date', cell: one => one.paperAt ? v.dateTime(one.paperAt) : ''},
            {id: 'entered', label: t('downtime.enteredAt'), kind: 'date', priority: 2, cell: one => one.enteredAt ? v.dateTime(one.enteredAt) : ''},
            {id: 'who', label: t('word.user'), priority: 3, cell: one => one.enteredByName ? v.id(one.enteredByName) : ''},
            {id: 'reason', label: t('word.reason'), priority: 3, cell: one => v.text(one.reason ?? '')},
        ]});
    const find = idField({name: 'find', label: t('downtime.find'), key: 'F4', width: 'm'});
    find.control.addEventListener('keydown', async event => {
        if (event.key !== 'Enter' || !find.value) return;
        event.preventDefault();
        const answer = await api.get('/api/downtime/numbers', {query: {number: find.value}}).catch(error => error);
        const one = answer.items?.[0];
        if (!one) toast(t('downtime.notFound'));
        else if (one.state !== 'open') toast(t(`downtime.already.${one.state}`, {number: v.id(one.number)}));
        else {
            await fill(one);
            // The next paper is typed or scanned into an empty field.
            find.value = '';
        }
    });
    const options = (prefix, all) => all.map(value => ({value, label: t(`${prefix}.${value}`)}));
    const filters = h('div.filters', find, filterField({ctx, name: 'state', label: t('word.status'), list, options: options('downtime.state', ['open', 'used', 'void'])}),
        filterField({ctx, name: 'kind', label: t('downtime.kind'), list, options: options('downtime.kind', ['patient', 'visit', 'bill', 'receipt'])}));
    const actions = session.can('downtime.read') ? [button({label: t('downtime.places'), icon: 'tray', run: () => go('/downtime/places')})] : [];
    ctx.setTitle(t('downtime.title'));
    account();
    return page({title: t('downtime.title'), main: [head, filters, card({}, list)], info: t('downtime.entryInfo'), actions});
}
