/** Entering what stands on a paper under the number of the paper. */
import {h, v, t, form, columns, textField, idField, phoneField, numberField, moneyField, selectField, checkField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {Problem} from '../../app/problem.js';
import {formDialog} from '../common/form-dialog.js';
import {departments, services} from '../common/places.js';
import {guardianField} from '../common/guardian.js';
import {paperTime, timeFields} from './paper-time.js';

/** A bill has at most so many lines, a payment so many ways. */
const MOST = {line: 200, tender: 9};
const SEXES = ['male', 'female', 'other', 'unknown'];
const METHODS = ['cash', 'card', 'wallet', 'bank', 'cheque'];

/** A field of the form that is wrong, told beside it as the server would. */
const wrong = (field, code) => new Problem({status: 422, code: 'app.invalid', fields: [{field, code}]});

function at(values) {
    const moment = paperTime(values.day, values.time);
    if (!moment) throw wrong('time', 'downtime.entry.timeWrong');
    return moment;
}

/** The patient of a record number. @param {string} mrn */
async function patientOf(mrn) {
    const answer = await api.get('/api/patients', {query: {q: mrn, limit: 5}});
    const found = answer.items.find(one => one.matchedBy === 'mrn');
    if (!found) throw wrong('mrn', 'downtime.entry.noPatient');
    return found;
}

const mrnField = () => idField({name: 'mrn', label: t('downtime.mrn'), required: true, width: 'm'});

function patientForm(number) {
    return {fields: [textField({name: 'name', label: t('word.name'), required: true, maxlength: 200, width: 'full'}),
        columns(3, selectField({name: 'sex', label: t('word.sex'), required: true, width: 'full', options: SEXES.map(sex => ({value: sex, label: t(`patients.sex.${sex}`)}))}),
            numberField({name: 'ageYears', label: t('word.age'), required: true, min: 0, max: 130, width: 'full'}),
            phoneField({name: 'phone', label: t('word.phone'), optional: true, width: 'full'})),
        columns(2, guardianField(), textField({name: 'address', label: t('word.address'), optional: true, width: 'full'}))],
    send: values => api.post('/api/downtime/patients', {number, at: at(values), patient: {name: values.name, sex: values.sex, ageYears: values.ageYears,
        ...values.phone ? {phone: values.phone} : {noPhone: true}, ...values.guardianName && {guardianName: values.guardianName, guardianRelation: values.guardianRelation}, ...values.address && {address: values.address},
        // The paper was written; who it is decides the list of double records afterwards.
        reasonForNew: number}})};
}

async function visitForm(number) {
    const all = (await departments()).filter(one => one.isActive);
    return {fields: [columns(2, mrnField(), selectField({name: 'departmentID', label: t('word.department'), required: true, width: 'full', options: all.map(one => ({value: one.id, label: v.local(one.name)}))})),
        checkField({name: 'isSeen', label: t('downtime.entry.seen'), value: true})],
    send: async values => api.post('/api/downtime/visits', {number, at: at(values), patientID: (await patientOf(values.mrn)).id, departmentID: values.departmentID, isSeen: Boolean(values.isSeen)})};
}

/**
 * Rows of fields that grow: one more stands below as soon as something is typed into the last.
 * @param {number} first how many there are at once @param {number} most @param {(at: number) => Node} row
 */
export function growing(first, most, row) {
    const box = h('div.form-rows', [...Array(first).keys()].map(row));
    box.addEventListener('input', event => {
        const count = box.childElementCount;
        if (count < most && box.lastElementChild.contains(event.target)) box.append(row(count));
    });
    return box;
}

/** The numbers of the rows in which a field was filled in. */
const places = (values, name) => Object.keys(values).filter(key => key.startsWith(name) && values[key]).map(key => Number(key.slice(name.length))).sort((a, b) => a - b);

/** What was paid, in as many ways as have an amount; without any the whole bill in the first way. Nobody guesses which way it was. */
function tendersOf(values, due) {
    const paid = places(values, 'paid');
    return (paid.length > 0 ? paid : [0]).map(at => {
        const method = values[`method${at}`];
        if (!method) throw wrong(`method${at}`, 'app.field.required');
        return {method, amount: values[`paid${at}`]?.amount ?? due, ...values[`reference${at}`] && {reference: values[`reference${at}`]}};
    });
}

async function billForm(number) {
    const list = await services();
    const line = at => columns(2, idField({name: `code${at}`, label: t('billing.code'), required: at === 0, width: 'full'}), numberField({name: `quantity${at}`, label: t('word.quantity'), min: 1, max: 999, width: 'full', value: at === 0 ? 1 : null}));
    const tender = at => columns(3, selectField({name: `method${at}`, label: t('word.method'), empty: at > 0, value: at > 0 ? null : 'cash', width: 'full', options: METHODS.map(method => ({value: method, label: t(`downtime.method.${method}`)}))}),
        moneyField({name: `paid${at}`, label: t('word.paid'), hint: at === 0 && t('downtime.entry.paidHint'), min: 0, width: 'full'}),
        textField({name: `reference${at}`, label: t('word.reference'), optional: true, dir: 'ltr', width: 'full'}));
    const lines = values => places(values, 'code').map(at => {
        const service = list.find(one => one.code.toUpperCase() === values[`code${at}`].toUpperCase());
        if (!service) throw wrong(`code${at}`, 'downtime.entry.noService');
        return {serviceID: service.id, quantity: values[`quantity${at}`] ?? 1, price: service.price?.amount ?? 0};
    });
    return {fields: [mrnField(), growing(3, MOST.line, line),
        idField({name: 'receipt', label: t('downtime.entry.receipt'), hint: t('downtime.entry.receiptHint'), optional: true, width: 'm'}),
        growing(1, MOST.tender, tender)],
    send: async values => {
        const person = await patientOf(values.mrn);
        const wanted = lines(values);
        const due = wanted.reduce((sum, one) => sum + one.price * one.quantity, 0);
        return api.post('/api/downtime/bills', {number, at: at(values), bill: {patientID: person.id, lines: wanted.map(({serviceID, quantity}) => ({serviceID, quantity}))},
            ...values.receipt && {receiptNumber: values.receipt, tenders: tendersOf(values, due)}});
    }};
}

/** For tests. */
export const parts = {places, tendersOf};

const FORMS = {patient: patientForm, visit: visitForm, bill: billForm};

/** Whether there is a form of its own; a receipt is entered with its bill. @param {any} number */
export const hasForm = number => number.kind in FORMS;

/** @param {any} number a reserved number that is still open @returns {Promise<any>} what was made, null when it was left */
export async function enter(number) {
    const {fields, send} = await FORMS[number.kind](number.number);
    const title = t(`downtime.entry.${number.kind}`, {number: v.id(number.number)});
    return formDialog({title, size: 'l', entry: form({layout: 'top', label: title, finish: send}, timeFields(), ...fields)});
}

/** @param {any} number to be given up @returns {Promise<any>} */
export function giveUp(number) {
    const title = t('downtime.void', {number: v.id(number.number)});
    const entry = form({layout: 'top', label: title, autofocus: 'reason', finish: values => api.post(`/api/downtime/numbers/${encodeURIComponent(number.id)}/void`, {reason: values.reason})},
        textField({name: 'reason', label: t('word.reason'), required: true, maxlength: 200, width: 'full'}));
    return formDialog({title, entry, action: t('downtime.voidAction')});
}
