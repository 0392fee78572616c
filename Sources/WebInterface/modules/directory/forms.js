/** The forms behind the lists of the directory: one for each kind of entry. */
import {v, t, text, form, columns, idField, textField, selectField, numberField, moneyField, dateField, checkField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {formDialog} from '../common/form-dialog.js';
import {localFields, localText} from '../common/local-text.js';
import {departments} from '../common/places.js';
import {todayISO} from '../common/day.js';

const active = one => one && checkField({name: 'isActive', label: t('directory.isActive'), value: one.isActive});
const code = one => idField({name: 'code', label: t('billing.code'), required: true, width: 's', value: one?.code ?? ''});
const room = one => textField({name: 'room', label: t('directory.room'), optional: true, width: 's', dir: 'ltr', value: one?.room ?? ''});
const letters = one => idField({name: 'tokenLetters', label: t('directory.tokenLetters'), hint: t('directory.tokenLettersHint'), optional: true, width: 'xs', value: one?.tokenLetters ?? ''});
/** @param {any[]} places @param {any} options */
const departmentField = (places, options) => selectField({name: 'departmentID', label: t('word.department'), width: 'full', options: places.map(place => ({value: place.id, label: v.local(place.name)})), ...options});

/** Adds to a list, or changes an entry of it. @param {string} path @param {any} one @param {any} body */
const send = (path, one, body) => one ? api.patch(`${path}/${encodeURIComponent(one.id)}`, body, {version: one.version}) : api.post(path, body);

/** @param {any} title @param {(values: any) => Promise<any>} finish @param {any} one @param {any[]} fields */
function ask(title, finish, one, name, ...fields) {
    const entry = form({layout: 'top', label: title, draft: one ? {name, id: `${one.id}@${one.version}`} : {name, slots: true}, finish}, ...fields);
    return formDialog({title, entry, size: 'l'});
}

/** @param {any} [one] to change */
export const editDepartment = one => ask(one ? t('directory.department.change') : t('directory.department.add'), values => send('/api/departments', one, {
    code: values.code, name: localText(values, 'name'), room: values.room, ...values.tokenLetters && {tokenLetters: values.tokenLetters.toUpperCase()}, ...one && {isActive: values.isActive}}), one, 'directory.department',
columns(3, code(one), letters(one), room(one)), columns(2, ...localFields('name', one?.name)), active(one));

/** @param {any} [one] to change */
export async function editDoctor(one) {
    const places = await departments();
    return ask(one ? t('directory.doctor.change') : t('directory.doctor.add'), values => send('/api/practitioners', one, {
        departmentID: values.departmentID, name: localText(values, 'name'), specialty: localText(values, 'specialty'), registrationNumber: values.registrationNumber, room: values.room,
        ...values.tokenLetters && {tokenLetters: values.tokenLetters.toUpperCase()}, ...one && {isActive: values.isActive}}), one, 'directory.doctor',
    columns(2, ...localFields('name', one?.name)), columns(2, ...localFields('specialty', one?.specialty, {required: false})),
    columns(4, departmentField(places, {required: true, value: one?.departmentID}), textField({name: 'registrationNumber', label: t('directory.registrationNumber'), optional: true, width: 'full', dir: 'ltr', value: one?.registrationNumber ?? ''}), room(one), letters(one)), active(one));
}

/** @param {any} [one] to change */
export async function editStation(one) {
    const places = await departments();
    return ask(one ? t('directory.station.change') : t('directory.station.add'), values => send('/api/stations', one, {
        number: values.number, name: localText(values, 'name'), ...values.departmentID && {departmentID: values.departmentID}, ...one && {isActive: values.isActive}}), one, 'directory.station',
    columns(2, numberField({name: 'number', label: t('word.number'), required: true, min: 1, max: 9999, width: 'xs', value: one?.number ?? null}), departmentField(places, {value: one?.departmentID})),
    columns(2, ...localFields('name', one?.name)), active(one));
}

/** @param {any} [one] to change; the price of an existing service has a history of its own */
export async function editService(one) {
    const places = await departments();
    return ask(one ? t('directory.service.change') : t('directory.service.add'), values => send('/api/services', one, {
        code: values.code, name: localText(values, 'name'), ...values.departmentID && {departmentID: values.departmentID}, ...one ? {isActive: values.isActive} : values.price && {price: values.price, priceFrom: values.priceFrom ?? todayISO()}}), one, 'directory.service',
    columns(2, code(one), departmentField(places, {value: one?.departmentID})), columns(2, ...localFields('name', one?.name)),
    !one && columns(2, moneyField({name: 'price', label: t('directory.price'), width: 's'}), dateField({name: 'priceFrom', label: t('directory.price.from'), near: true, value: todayISO()})), active(one));
}

/** A new price from a day on; those of the past stay as they were. @param {any} service */
export function setPrice(service) {
    const entry = form({layout: 'top', autofocus: 'amount', finish: values => api.post(`/api/services/${encodeURIComponent(service.id)}/prices`, {amount: values.amount, from: values.from})},
        moneyField({name: 'amount', label: t('directory.price'), required: true, width: 's', value: service.price ?? null}),
        dateField({name: 'from', label: t('directory.price.from'), required: true, near: true, min: todayISO(), value: todayISO()}));
    return formDialog({title: t('directory.price.set', {name: v.name(text(v.local(service.name)))}), entry, size: 's'});
}
