/** One service: what it costs from which day on, as it was and as it will be. */
import {h, v, t, styles, page, card, facts, table, button, status, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {departments, forgetPlaces} from '../common/places.js';
import {todayISO} from '../common/day.js';
import {editService, setPrice} from './forms.js';

/** @param {import('../../app/router.js').Context} ctx */
export default async function servicePage(ctx) {
    styles('counter');
    const path = `/api/services/${encodeURIComponent(ctx.params.id)}`;
    const [service, places] = await Promise.all([api.get(path, {signal: ctx.signal}), departments()]);
    ctx.setTitle(v.local(service.name));
    const place = places.find(one => one.id === service.departmentID);
    const may = session.can('directory.manage');
    const price = button({label: t('directory.price.new'), busyLabel: t('directory.price.new'), icon: 'tag', key: 'F9', kind: 'primary', run: async () => {
        if (!await setPrice(service)) return;
        forgetPlaces();
        toast(t('directory.price.saved'));
        ctx.reload();
    }});
    const edit = button({label: t('word.edit'), busyLabel: t('word.edit'), icon: 'edit', key: 'Alt+M', run: async () => { if (await editService(service)) { forgetPlaces(); ctx.reload(); } }});
    const when = one => one.from > todayISO() ? status('info', t('directory.price.future')) : one.from === service.priceFrom ? status('ok', t('directory.price.now')) : status('neutral', t('directory.price.past'));
    return page({title: v.local(service.name), actions: may ? [edit, price] : [], main: [
        card({title: t('word.details'), tools: service.isActive ? status('ok', t('directory.active')) : status('neutral', t('directory.closed'))}, facts([
            [t('billing.code'), v.id(service.code)], [t('word.department'), place ? v.local(place.name) : v.text(null)], [t('directory.price'), service.price ? v.money(service.price) : t('billing.noPrice')],
            ...Object.entries(service.name).map(([code, words]) => [t(`directory.name.${code}`), h('span', {lang: code}, v.name(words))])])),
        card({title: t('directory.price.history')}, table({caption: t('directory.price.history'), load: ({signal}) => api.get(`${path}/prices`, {signal}), rowKey: one => one.from, empty: {icon: 'tag', title: t('billing.noPrice')}, columns: [
            {id: 'from', label: t('directory.price.from'), kind: 'date', cell: one => v.date(one.from)},
            {id: 'amount', label: t('directory.price'), kind: 'money', cell: one => v.money(one.amount)},
            {id: 'state', label: t('word.status'), cell: when}]}))]});
}
