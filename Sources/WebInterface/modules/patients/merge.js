/** Two records of one person side by side: which stays, and in each line whose word stays. */
import {h, v, t, styles, page, card, row, stack, notice, button, form, finishButton, choiceField, noteField, pickField, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {go, link} from '../../app/router.js';
import {personBlock} from '../common/people.js';
import {spoken} from './questions.js';

const LANGUAGES = {en: 'English', ur: 'اردو', hi: 'हिन्दी', ar: 'العربية'};

/** What a record says in a field, drawn. */
const SAYS = {
    names: one => h('span', v.name(one.names.primary), one.names.other && [' · ', v.name(one.names.other)]),
    sex: one => one.sex === 'unknown' ? t('patients.sex.unknown') : v.sex(one.sex),
    birth: one => one.birthDate ? h('span', v.date(one.birthDate), ' · ', v.age(one.birthDate, {estimated: one.birthDateEstimated})) : v.date(null),
    phone: one => one.phone ? v.phone(one.phone) : one.noPhone ? t('shell.phone.none') : v.phone(null),
    guardian: one => one.guardian ? h('span', t(`shell.guardian.${one.guardian.relation}`), ' ', v.name(one.guardian.name)) : v.text(null),
    address: one => v.text(one.address ?? null),
    language: one => one.language ? v.name(LANGUAGES[one.language]) : t('counter.paperLanguage.hospital'),
    languages: one => spoken(one.languages), occupation: one => v.text(one.occupation ?? null), religion: one => v.text(one.religion ?? null),
};
const LABELS = {
    names: 'word.name', sex: 'word.sex', birth: 'word.birthDate', phone: 'word.phone', guardian: 'word.guardianName', address: 'word.address', language: 'counter.paperLanguage',
    languages: 'patients.languages', occupation: 'patients.occupation', religion: 'patients.religion',
};
/** Whether a record says nothing in a field: then the other's word stands ready. */
const silent = (one, field) => ({sex: one.sex === 'unknown', birth: !one.birthDate, phone: !one.phone, guardian: !one.guardian, address: !one.address, language: !one.language, languages: !one.languages, occupation: !one.occupation, religion: !one.religion})[field] ?? false;

const line = (comparison, field) => choiceField({name: field, label: t(LABELS[field]), width: 'full', required: true,
    value: silent(comparison.survivor, field) ? 'theirs' : 'ours',
    options: [{value: 'ours', label: SAYS[field](comparison.survivor)}, {value: 'theirs', label: SAYS[field](comparison.loser)}]});

/** The form of two records that may be merged. */
function chooser(comparison, done) {
    const {survivor, loser, differing} = comparison;
    return form({
        layout: 'top', label: t('patients.merge.title'), autofocus: 'reason',
        finish: (values, {key}) => api.post(`/api/patients/${encodeURIComponent(survivor.id)}/merge`, {
            loserID: loser.id, take: differing.filter(field => values[field] === 'theirs'), reason: values.reason, version: survivor.version, loserVersion: loser.version,
        }, {key}),
        done,
    },
    card({title: t('patients.merge.choose')}, differing.map(field => line(comparison, field)), h('p.muted', t('patients.merge.alike')), h('p', t('patients.merge.note'))),
    card({}, noteField({name: 'reason', label: t('patients.merge.reason'), required: true, rows: 2, maxlength: 200, width: 'full'})));
}

/** The box that finds the other record. */
function finder(ctx) {
    const box = pickField({name: 'other', label: t('patients.merge.find'), width: 'full', show: person => person.names.primary, row: personBlock,
        source: async (text, {signal}) => (await api.get('/api/patients', {query: {q: text, limit: 8}, signal})).items.filter(person => person.id !== ctx.params.id)});
    box.setAttribute('data-autofocus', '');
    box.addEventListener('pick', event => go(`/patients/${encodeURIComponent(ctx.params.id)}/merge?with=${encodeURIComponent(event.detail.item.id)}`));
    return box;
}

/** One of the two; its name leads to the record. */
const side = (label, person) => card({title: label, class: 'grow', tools: link(`/patients/${encodeURIComponent(person.id)}`, {}, t('word.open'))}, personBlock(person));

/** @param {import('../../app/router.js').Context} ctx */
export default async function mergePage(ctx) {
    styles('counter');
    const id = encodeURIComponent(ctx.params.id);
    if (!ctx.query.with) {
        const person = await api.get(`/api/patients/${id}`, {signal: ctx.signal});
        return page({title: t('patients.merge.title'), main: [row(side(t('patients.merge.survivor'), person)), card({class: 'labels-top'}, finder(ctx))]});
    }
    const comparison = await api.get(`/api/patients/${id}/comparison`, {query: {with: ctx.query.with}, signal: ctx.signal});
    const {survivor, loser, obstacles} = comparison;
    const swap = button({label: t('patients.merge.swap'), icon: 'refresh', key: 'Alt+W', run: () => go(`/patients/${encodeURIComponent(loser.id)}/merge?with=${id}`, {replace: true})});
    const heads = row(side(t('patients.merge.survivor'), survivor), side(t('patients.merge.loser'), loser));
    if (obstacles.length) {
        const reasons = stack(h('p.strong', t('patients.merge.blocked')), obstacles.map(one => h('p', t(`problem.${one.code}`, one.params))));
        return page({title: t('patients.merge.title'), main: [heads, notice('wait', reasons)], actions: [swap]});
    }
    const entry = chooser(comparison, () => {
        toast(t('patients.merge.made', {loser: v.id(loser.mrn), survivor: v.id(survivor.mrn)}));
        go(`/patients/${encodeURIComponent(survivor.id)}`);
    });
    return page({title: t('patients.merge.title'), main: [heads, entry], actions: [swap, finishButton(entry, {label: t('patients.merge.make'), key: 'F9', icon: 'check'})]});
}
