/** Everybody who looked at one patient's record, or changed something of it. */
import {h, v, t, styles, page, card, banner, table, button} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {bannerOf} from '../common/people.js';
import {actionWord} from './actions.js';

/** @param {import('../../app/router.js').Context} ctx */
export default async function visitors(ctx) {
    styles('counter');
    const id = encodeURIComponent(ctx.params.id);
    // Looking who looked does not open the record for those who may not; without the right there is no banner, only the list.
    const [answer, person] = await Promise.all([api.get(`/api/audit/patients/${id}`, {signal: ctx.signal}), session.can('patients.read') ? api.get(`/api/patients/${id}`, {signal: ctx.signal}) : null]);
    if (person) ctx.setPatient(person.id);
    const list = table({caption: t('auditTrail.visitors.title'), items: answer.visitors, rowKey: one => `${one.userID ?? ''} ${one.username}`, empty: {icon: 'eye', title: t('auditTrail.visitors.none')}, columns: [
        {id: 'who', label: t('word.user'), cell: one => v.id(one.username)},
        {id: 'what', label: t('auditTrail.what'), cell: one => h('span', Object.entries(one.actions).map(([action, count], at) => [at > 0 && ' · ', actionWord(action), ' ', v.ltr(`×${count}`)]))},
        {id: 'first', label: t('auditTrail.first'), kind: 'date', priority: 2, cell: one => v.dateTime(one.firstAt)},
        {id: 'last', label: t('auditTrail.last'), kind: 'date', cell: one => v.dateTime(one.lastAt)},
    ]});
    return page({title: t('auditTrail.visitors.title'), banner: person && banner(bannerOf(person)), main: card({title: t('auditTrail.visitors.title')}, list), info: t('auditTrail.readIsNoted'),
        actions: [button({label: t('auditTrail.entries'), icon: 'history', run: () => go(`/audit?patient=${id}`)})]});
}
