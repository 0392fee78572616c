/** For whom the bill is: by name, phone, card, or from today's visits. */
import {h, v, t, card, pickField, table, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {personBlock} from '../common/people.js';

/** @param {{patient: (person: any) => void, visit: (visit: any) => void}} take @returns {HTMLElement} */
export function choosePerson(take) {
    const field = pickField({name: 'person', label: t('billing.whose'), key: 'F4', width: 'full', tabAccepts: true, placeholder: t('billing.whose.hint'),
        source: async (text, {signal}) => (await api.get('/api/patients', {query: {q: text, limit: 8}, signal})).items,
        show: person => person?.names.primary ?? '', row: personBlock});
    field.control.input.setAttribute('data-autofocus', '');
    field.addEventListener('pick', event => take.patient(event.detail.item));
    const waiting = session.can('encounters.read') && card({title: t('billing.visits')}, table({caption: t('billing.visits'), pageSize: 12, topics: ['encounters'],
        load: async request => ({...await fromApi('/api/counter/today')(request)}), rowKey: one => one.visit.id, rowPath: one => `/billing?encounter=${encodeURIComponent(one.visit.id)}`,
        empty: {icon: 'ticket', title: t('counter.today.none')}, columns: [
            {id: 'token', label: t('word.token'), cell: ({visit}) => h('strong', v.id(visit.token.number)), width: '6em'},
            {id: 'name', label: t('word.name'), cell: ({visit}) => v.name(visit.patient.names.primary)},
            {id: 'mrn', label: t('shell.banner.mrn'), cell: ({visit}) => v.id(visit.patient.mrn)},
            {id: 'department', label: t('word.department'), cell: ({visit}) => v.local(visit.department.name)},
            {id: 'time', label: t('word.time'), kind: 'date', cell: ({visit}) => v.time(visit.startedAt)},
        ]}));
    return h('div.stack.choose-person.labels-top', card({}, field), waiting);
}
