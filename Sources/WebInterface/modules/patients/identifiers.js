/** Identity numbers by the kinds that the hospital has set: names, formats while typing, fields. */
import {v, t, columns, selectField, idField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {rewrite} from '../../ui/control.js';
import {foldDigits} from '../../ui/fold.js';

/** @typedef {{id: string, code: string, name: Record<string, string>, mask?: string, example: string, isActive: boolean, isNumbered: boolean, numberSpace?: string, version: number}} IdentifierType */

let known = null;

/** The kinds in their order, asked once. @returns {Promise<IdentifierType[]>} */
export async function identifierTypes() {
    known ??= api.get('/api/patient-identifier-types').then(answer => answer.items);
    try {
        return await known;
    } catch (error) {
        known = null;
        throw error;
    }
}

/** After a change of the kinds. */
export const forgetIdentifierTypes = () => { known = null; };

/** @param {IdentifierType[]} types @param {string} code */
export const typeName = (types, code) => { const type = types.find(one => one.code === code); return type ? v.local(type.name) : v.ltr(code); };

/** What was typed, grouped as the mask says as far as it reaches. @param {string} mask @param {string} typed */
export function masked(mask, typed) {
    const rest = [...foldDigits(typed).toUpperCase()].filter(one => /[\p{L}\p{N}]/u.test(one));
    let shown = '';
    for (const place of mask) {
        if (!rest.length) break;
        shown += '9A*'.includes(place) ? rest.shift() : place;
    }
    return shown + rest.join('');
}

/** Groups the value while it is typed; going back with the backspace stays possible. @param {HTMLInputElement} input @param {() => string | undefined} maskOf */
export function maskOnInput(input, maskOf) {
    input.addEventListener('input', event => {
        const mask = maskOf();
        if (mask && !event.isComposing && !event.inputType?.startsWith('delete')) rewrite(input, masked(mask, input.value));
    });
}

/** One field for each number of the person, and one for another. @param {IdentifierType[]} types @param {{type: string, value: string}[]} identifiers */
export function identifierFields(types, identifiers) {
    const fields = identifiers.map((one, index) => {
        const type = types.find(kind => kind.code === one.type);
        const field = idField({name: `identifier.${index}`, label: typeName(types, one.type), optional: true, width: 'full', value: one.value, hint: type && t('patients.identifier.likeExample', {example: v.ltr(type.example)})});
        maskOnInput(field.control, () => type?.mask);
        return field;
    });
    const kind = selectField({name: 'identifier.kind', label: t('patients.identifier.add'), width: 'full', options: types.filter(type => type.isActive).map(type => ({value: type.code, label: v.local(type.name)}))});
    const number = idField({name: 'identifier.new', label: t('patients.identifier.number'), optional: true, width: 'full'});
    maskOnInput(number.control, () => types.find(type => type.code === kind.value)?.mask);
    return columns(2, ...fields, kind, number);
}

/** All numbers as they are to be. @param {{type: string, value: string}[]} identifiers @param {Record<string, any>} values of the form */
export function identifiersOf(identifiers, values) {
    const kept = identifiers.map((one, index) => ({type: one.type, value: values[`identifier.${index}`] ?? one.value})).filter(one => one.value);
    const kind = values['identifier.kind'];
    // An empty number of a kind that the product numbers asks for the next one; the server refuses it for the others.
    return kind ? [...kept, {type: kind, value: values['identifier.new'] ?? ''}] : kept;
}
