/** What is known about a patient beside the record: family, whom to call, consents, death. */
import {h, v, t, card, columns, stack, button, iconButton, status, confirm, toast, form, textField, phoneField, selectField, checkField, choiceField, dateField, pickField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go, link} from '../../app/router.js';
import {personBlock, dotted} from '../common/people.js';
import {formDialog} from '../common/form-dialog.js';

const KINDS = ['mother', 'father', 'parent', 'child', 'spouse', 'sibling', 'guardian', 'ward', 'other'];
const kindField = () => selectField({name: 'kind', label: t('patients.family.kind'), required: true, width: 'full', options: KINDS.map(value => ({value, label: t(`patients.family.${value}`)}))});
const pathOf = person => `/api/patients/${encodeURIComponent(person.id)}`;

/** Opens a form over the page and says whether something was stored. */
async function asked(title, fields, send) {
    const entry = form({layout: 'top', label: title, finish: send}, fields);
    return Boolean(await formDialog({title, entry}));
}

const addRelative = person => asked(t('patients.family.add'), [
    pickField({name: 'relative', label: t('patients.family.who'), required: true, width: 'full', show: one => one.names.primary, row: personBlock,
        source: async (text, {signal}) => (await api.get('/api/patients', {query: {q: text, limit: 8}, signal})).items.filter(one => one.id !== person.id)}),
    kindField()], values => api.post(`${pathOf(person)}/relations`, {relativeID: values.relative?.id, kind: values.kind}));

const addNewborn = person => asked(t('patients.newborn.register'), [
    textField({name: 'name', label: t('word.name'), optional: true, width: 'full', hint: t('patients.newborn.hint')}),
    choiceField({name: 'sex', label: t('word.sex'), required: true, options: ['male', 'female', 'other', 'unknown'].map(value => ({value, label: t(`patients.sex.${value}`)}))}),
    dateField({name: 'birthDate', label: t('word.birthDate'), optional: true})], async values => {
    const child = await api.post(`${pathOf(person)}/newborns`, {name: values.name || undefined, sex: values.sex, birthDate: values.birthDate ?? undefined});
    go(`/patients/${encodeURIComponent(child.id)}`);
    return child;
});

const USES = ['own', 'home', 'work', 'permanent', 'temporary', 'relative', 'other'];
const addPoint = person => asked(t('patients.contactPoint.add'), [
    choiceField({name: 'form', label: t('patients.contactPoint.form'), required: true, value: 'phone', options: [{value: 'phone', label: t('word.phone')}, {value: 'address', label: t('word.address')}]}),
    textField({name: 'value', label: t('patients.contactPoint.form'), required: true, width: 'full', maxlength: 300}),
    selectField({name: 'use', label: t('patients.contactPoint.use'), width: 'full', empty: false, value: 'own', options: USES.map(value => ({value, label: t(`patients.contactPoint.use.${value}`)}))}),
    checkField({name: 'isPreferred', label: t('patients.contactPoint.preferred')})],
values => api.post(`${pathOf(person)}/contact-points`, {form: values.form, value: values.value, use: values.use, isPreferred: Boolean(values.isPreferred)}));

const addContact = person => asked(t('patients.contact.add'), [
    textField({name: 'name', label: t('word.name'), required: true, width: 'full'}), kindField(),
    phoneField({name: 'phone', label: t('word.phone'), width: 'full'}), textField({name: 'address', label: t('word.address'), optional: true, width: 'full'}),
    checkField({name: 'isNextOfKin', label: t('patients.contact.nextOfKin')})],
values => api.post(`${pathOf(person)}/contacts`, {name: values.name, kind: values.kind, phone: values.phone ?? undefined, address: values.address || undefined, isNextOfKin: Boolean(values.isNextOfKin)}));

const giveConsent = person => asked(t('patients.consent.give'), [
    choiceField({name: 'kind', label: t('patients.consent.kind'), required: true, options: ['sms', 'dataSharing'].map(value => ({value, label: t(`patients.consent.${value}`)}))}),
    textField({name: 'formVersion', label: t('patients.consent.form'), required: true, maxlength: 40}),
    textField({name: 'givenBy', label: t('patients.consent.givenBy'), optional: true, width: 'full'})],
values => api.post(`${pathOf(person)}/consents`, {kind: values.kind, formVersion: values.formVersion, givenBy: values.givenBy || undefined}));

const noteDeath = person => asked(t('patients.death.note'), [
    dateField({name: 'diedOn', label: t('patients.death.day'), required: true}), textField({name: 'note', label: t('word.note'), optional: true, width: 'full'})],
values => api.post(`${pathOf(person)}/death`, {diedOn: values.diedOn, note: values.note || undefined}));

/** Asks why, and takes something back. */
async function withdraw(title, path) {
    const answer = await confirm({title, body: title, action: title, keep: t('word.cancel'), danger: false, reason: true});
    if (!answer) return false;
    await api.post(path, {reason: answer.reason});
    return true;
}

const line = (...parts) => h('p.row', ...parts);
const none = () => h('p.muted', t('patients.background.none'));
const adder = (label, run) => button({label, busyLabel: label, icon: 'add', kind: 'quiet', run});
const remover = (label, run) => iconButton({label, icon: 'close', run});

/**
 * @param {any} person as opened @param {any} known its background @param {() => void} changed draws the page again
 * @returns {HTMLElement} the card
 */
export function backgroundCard(person, known, changed) {
    const may = session.can('patients.update');
    const path = pathOf(person);
    const after = act => async () => { if (await act()) { toast(t('counter.saved')); changed(); } };
    const gone = address => after(async () => { await api.delete(address); return true; });
    const family = known.relations.map(one => line(h('span.muted', t(`patients.family.${one.kind}`)), link(`/patients/${encodeURIComponent(one.relative.id)}`, {}, v.name(one.relative.names.primary)), v.id(one.relative.mrn),
        may && remover(t('patients.family.remove'), gone(`${path}/relations/${encodeURIComponent(one.id)}`))));
    const contacts = known.contacts.map(one => line(h('span', dotted([t(`patients.family.${one.kind}`), v.name(one.name), one.phone && v.phone(one.phone)])), one.isNextOfKin && status('info', t('patients.contact.nextOfKin')),
        may && remover(t('patients.contact.remove'), gone(`${path}/contacts/${encodeURIComponent(one.id)}`))));
    const consents = known.consents.map(one => line(one.withdrawnAt ? status('neutral', t('patients.consent.withdrawn')) : status('ok', t('patients.consent.standing')),
        h('span', dotted([t(`patients.consent.${one.kind}`), v.text(one.formVersion), v.date(one.withdrawnAt ?? one.givenAt)])),
        may && !one.withdrawnAt && button({label: t('patients.consent.withdraw'), kind: 'quiet', run: after(() => withdraw(t('patients.consent.withdraw'), `${path}/consents/${encodeURIComponent(one.id)}/withdraw`))})));
    const points = known.contactPoints.map(one => line(h('span', dotted([t(`patients.contactPoint.use.${one.use}`), one.form === 'phone' ? v.phone(one.value) : v.text(one.value)])),
        may && button({label: t('patients.contactPoint.prefer'), kind: 'quiet', run: after(async () => { await api.post(`${path}/contact-points/${encodeURIComponent(one.id)}/prefer`, {}); return true; })}),
        may && remover(t('word.remove'), gone(`${path}/contact-points/${encodeURIComponent(one.id)}`))));
    const part = (title, rows, ...tools) => stack(h('h3', title), rows.length ? rows : none(), line(...tools.filter(Boolean)));
    return card({title: t('patients.background.title'), tools: deathTool(person, known, path, after)}, columns(4,
        part(t('patients.contactPoint.title'), points, may && adder(t('patients.contactPoint.add'), after(() => addPoint(person)))),
        part(t('patients.family.title'), family, may && adder(t('patients.family.add'), after(() => addRelative(person))),
            person.sex === 'female' && session.can('patients.register') && adder(t('patients.newborn.register'), () => addNewborn(person))),
        part(t('patients.contact.title'), contacts, may && adder(t('patients.contact.add'), after(() => addContact(person)))),
        part(t('patients.consent.title'), consents, may && adder(t('patients.consent.give'), after(() => giveConsent(person))))));
}

function deathTool(person, known, path, after) {
    if (!session.can('patients.noteDeath')) return null;
    return known.death ? button({label: t('patients.death.withdraw'), kind: 'quiet', run: after(() => withdraw(t('patients.death.withdraw'), `${path}/death/withdraw`))})
        : button({label: t('patients.death.note'), kind: 'quiet', run: after(() => noteDeath(person))});
}
