/** Registration counter, queue, today's list, patients: what is loaded at the start. */
import {api} from '../../app/api.js';
import {v, t} from '../../ui/index.js';
import {dotted, marksOf, nameOf} from '../common/people.js';

export const nav = [
    {path: '/counter', label: 'counter.nav', icon: 'personAdd', permission: 'encounters.open', order: 10},
    {path: '/queue', label: 'word.queue', icon: 'queue', permission: 'encounters.read', order: 20},
    {path: '/today', label: 'word.today', icon: 'list', permission: 'encounters.read', order: 50},
];

export const routes = [
    {path: '/counter', title: 'word.registration', permission: 'encounters.open', load: async () => (await import('./desk.js')).default},
    {path: '/queue', title: 'word.queue', permission: 'encounters.read', load: async () => (await import('./queue.js')).default},
    {path: '/today', title: 'word.today', permission: 'encounters.read', load: async () => (await import('./today.js')).default},
    {path: '/patients/:id', title: 'word.patient', permission: 'patients.read', load: async () => (await import('./patient.js')).default},
];

const patientRow = person => ({icon: 'person', title: v.name(person.names.primary), detail: marksOf(person), path: `/patients/${encodeURIComponent(person.id)}`});

export const search = [
    {
        permission: 'patients.read', group: 'word.patients',
        match: query => (!query.label || query.label.kind === 'patient') && query.text.length >= 2,
        find: async (query, {signal}) => (await api.get('/api/patients', {query: {q: query.label?.number ?? (query.digits || query.text), limit: 6}, signal})).items.map(patientRow),
    },
    {
        permission: 'encounters.read', group: 'word.visit',
        match: query => query.label?.kind === 'visit',
        find: async (query, {signal}) => (await api.get('/api/encounters', {query: {number: query.label.number}, signal})).items.map(visit => (
            {icon: 'ticket', title: nameOf(visit.patient), detail: [dotted([v.id(visit.token.number), v.date(visit.day)])], path: `/patients/${encodeURIComponent(visit.patient.id)}`})),
    },
];

export const commands = [
    {label: 'counter.newVisit', icon: 'personAdd', permission: 'encounters.open', path: '/counter'},
];

/** The word for a state of a token. @param {string} state */
export const tokenWord = state => t(`encounters.tokenState.${state}`);
