/** Bills: those of a day, those still open, or the one whose number is in hand. */
import {t, h, styles, page, card, table, button, dateField, idField, fromApi} from '../../ui/index.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {api} from '../../app/api.js';
import {todayISO} from '../common/day.js';
import {billColumns, billFilter} from './columns.js';

/** @param {import('../../app/router.js').Context} ctx */
export default async function bills(ctx) {
    styles('counter');
    const {number, status} = ctx.query;
    if (number) {
        // A number is one bill: straight to it.
        const {items} = await api.get('/api/bills', {query: {number: number.toUpperCase()}, signal: ctx.signal});
        if (items.length === 1) { await go(`/billing/${encodeURIComponent(items[0].id)}`, {replace: true}); return h('div.page'); }
    }
    // Open bills are wanted of any day; the others of one, today where none is said.
    const filter = () => ({number: ctx.query.number?.toUpperCase(), status: ctx.query.status, day: ctx.query.number || ctx.query.status === 'open' ? ctx.query.day : ctx.query.day ?? todayISO()});
    const list = table({caption: t('word.bills'), load: fromApi('/api/bills', filter), topics: ['billing'], columns: billColumns(), rowPath: bill => `/billing/${encodeURIComponent(bill.id)}`,
        mark: bill => ({issued: 'wait', 'part-paid': 'wait', cancelled: 'neutral'})[bill.status] ?? null,
        empty: {icon: 'bill', title: number ? t('billing.list.noNumber') : t('billing.list.none'), hint: t('billing.list.noneHint')}});
    const again = changes => { ctx.setQuery(changes); list.starts = [null]; list.reload(); };
    const day = dateField({name: 'day', label: t('word.date'), near: true, value: ctx.query.day ?? (status === 'open' ? null : todayISO())});
    day.addEventListener('change', () => again({day: day.value ?? ''}));
    const find = idField({name: 'number', label: t('word.number'), key: 'F4', value: number ?? '', width: 's'});
    find.control.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); go(`/bills?number=${encodeURIComponent(find.value)}`); } });
    const state = billFilter(ctx, 'status', list);
    ctx.onScan({bill: scan => go(`/bills?number=${encodeURIComponent(scan.number)}`)});
    return page({title: t('word.bills'), main: [h('div.filters', find, state, day), card({}, list)],
        tools: session.can('billing.issue') && button({label: t('billing.new'), icon: 'add', key: 'Alt+N', kind: 'primary', run: () => go('/billing')})});
}
