/** One patient: who it is, what is known, the visits, the bills; and the way to the next visit or bill. */
import {h, v, t, styles, replace, page, card, columns, facts, banner, table, button, status, toast, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {bannerOf} from '../common/people.js';
import {billColumns} from '../billing/columns.js';
import {editPatient} from './patient-edit.js';
import {backgroundCard} from '../patients/background.js';
import {mergesCard} from '../patients/merges.js';
import {historyCard} from '../patients/history.js';
import {identifierTypes, typeName} from '../patients/identifiers.js';
import {restrictedMark, restrictionButton} from '../patients/restricted.js';
import {unidentifiedNotice} from '../patients/unidentified.js';
import {tokenStatus} from './queue.js';

const LANGUAGES = {en: 'English', ur: 'اردو', hi: 'हिन्दी', ar: 'العربية'};

const isDoubtful = (person, one) => (person.doubtfulIdentifiers ?? []).some(other => other.type === one.type && other.value === one.value);

/** @param {any} person what is known, by its name; what is not known says so @param {any[]} types of identity numbers */
const known = (person, types) => facts([
    [t('word.name'), v.name(person.names.primary)],
    [t('counter.otherName'), v.name(person.names.other)],
    [t('word.birthDate'), person.birthDate ? h('span', v.date(person.birthDate), ' ', v.age(person.birthDate, {estimated: person.birthDateEstimated})) : v.date(null)],
    [t('word.sex'), person.sex === 'unknown' ? t('patients.sex.unknown') : v.sex(person.sex)],
    [person.guardian ? t(`shell.guardian.${person.guardian.relation}`) : t('word.guardianName'), v.name(person.guardian?.name)],
    [t('word.phone'), person.phone ? v.phone(person.phone) : person.noPhone ? t('shell.phone.none') : v.phone(null)],
    ...person.identifiers.map(one => [typeName(types, one.type), h('span', v.id(one.value), isDoubtful(person, one) && [' ', status('wait', t('patients.identifier.doubtful'))])]),
    [t('word.address'), v.text(person.address)],
    [t('counter.paperLanguage'), person.language ? v.name(LANGUAGES[person.language]) : t('counter.paperLanguage.hospital')],
    [t('counter.registeredAt'), v.dateTime(person.createdAt)],
]);

const visits = person => card({title: t('counter.visits')}, table({caption: t('counter.visits'), load: fromApi('/api/encounters', {patientID: person.id}), topics: ['encounters'], pageSize: 10,
    empty: {icon: 'history', title: t('counter.firstVisit')}, columns: [
        {id: 'day', label: t('word.date'), kind: 'date', cell: visit => v.date(visit.day)},
        {id: 'token', label: t('word.token'), cell: visit => v.id(visit.token.number)},
        {id: 'department', label: t('word.department'), cell: visit => v.local(visit.department.name)},
        {id: 'doctor', label: t('word.doctor'), priority: 2, cell: visit => visit.practitioner ? v.local(visit.practitioner.name) : v.text(null)},
        {id: 'state', label: t('word.status'), cell: visit => visit.status === 'open' ? tokenStatus(visit.token.state) : status({inProgress: 'info', finished: 'ok'}[visit.status] ?? 'neutral', t(`encounters.status.${visit.status}`))},
    ], rowMenu: session.can('billing.issue') ? visit => [{label: t('counter.bill'), icon: 'cash', path: `/billing?encounter=${encodeURIComponent(visit.id)}`}] : undefined}));

const bills = person => card({title: t('word.bills')}, table({caption: t('word.bills'), load: fromApi('/api/bills', {patientID: person.id}), topics: ['billing'], pageSize: 10,
    rowPath: bill => `/billing/${encodeURIComponent(bill.id)}`, empty: {icon: 'bill', title: t('billing.list.none')}, columns: billColumns({patient: false})}));

/** @param {import('../../app/router.js').Context} ctx */
export default async function patientPage(ctx) {
    styles('counter');
    const path = `/api/patients/${encodeURIComponent(ctx.params.id)}`;
    const get = part => api.get(path + part, {signal: ctx.signal});
    let person = await get('');
    const [merges, background, types] = await Promise.all([get('/merges'), get('/background'), identifierTypes()]);
    ctx.setPatient(person.id);
    ctx.setTitle(v.name(person.names.primary));
    const head = h('div');
    const details = h('div.stack');
    const edit = async () => {
        const changed = await editPatient(person, types);
        if (!changed) return;
        person = changed;
        show();
        toast(t('counter.saved'));
    };
    function show() {
        replace(head, banner({...bannerOf(person), deceased: background.death?.diedOn}), restrictedMark(person), unidentifiedNotice(person, edit));
        replace(details, card({title: t('word.details'), tools: session.can('patients.update') && button({label: t('word.edit'), busyLabel: t('word.edit'), icon: 'edit', key: 'Alt+M', kind: 'quiet', run: edit})}, known(person, types)));
    }
    show();
    const actions = [
        session.can('patients.merge') && button({label: t('patients.merge.open'), icon: 'people', run: () => go(`/patients/${encodeURIComponent(person.id)}/merge`)}),
        restrictionButton(person, () => ctx.reload()),
        session.can('audit.read') && button({label: t('auditTrail.visitors.title'), icon: 'eye', run: () => go(`/audit/patients/${encodeURIComponent(person.id)}`)}),
        session.can('billing.issue') && button({label: t('counter.billPatient'), icon: 'cash', key: 'F8', run: () => go(`/billing?patient=${encodeURIComponent(person.id)}`)}),
        session.can('encounters.open') && button({label: t('counter.newVisit'), icon: 'ticket', key: 'F9', kind: 'primary', run: () => go(`/counter?patient=${encodeURIComponent(person.id)}`)}),
    ].filter(Boolean);
    const lists = [session.can('encounters.read') && visits(person), session.can('billing.read') && bills(person)].filter(Boolean);
    return page({title: v.name(person.names.primary), banner: head, main: [details, columns(lists.length, ...lists), backgroundCard(person, background, () => ctx.reload()), merges.items.length > 0 && mergesCard(merges.items, () => ctx.reload()), historyCard(person)].filter(Boolean), actions});
}
