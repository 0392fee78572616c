/** Who stands at the counter: the fields of a person, and what is sent of them. */
import {h, v, t, card, columns, phoneField, textField, choiceField, birthField, cnicField} from '../../ui/index.js';
import {Problem} from '../../app/problem.js';
import {grouped} from '../../ui/v.js';

export const SEXES = ['male', 'female', 'other', 'unknown'];
const RELATIONS = ['father', 'husband', 'mother', 'guardian', 'other'];

/** Male, female, other, not known: nothing is chosen beforehand; 1 to 4 choose without an arrow. @param {any} [options] */
export function sexField(options = {}) {
    const field = choiceField({name: 'sex', label: t('word.sex'), required: true, options: SEXES.map((value, index) => ({value,
        label: [h('kbd', {'aria-hidden': 'true'}, v.num(index + 1)), ' ', t(`patients.sex.${value}`)]})), ...options});
    field.addEventListener('keydown', event => {
        const value = SEXES[Number(event.key) - 1];
        if (!value || event.ctrlKey || event.altKey) return;
        event.preventDefault();
        field.control.value = value;
        field.control.focusField();
        for (const type of ['input', 'change']) field.control.dispatchEvent(new Event(type, {bubbles: true}));
    });
    return field;
}

/** Name of father or husband, with which of them it is. @param {{relation?: string, name?: string}} [guardian] */
export function guardianField(guardian) {
    const relation = h('select.input.relation', {name: 'guardianRelation', 'aria-label': t('counter.relation')},
        RELATIONS.map(value => h('option', {value, label: t(`patients.relation.${value}`)})));
    relation.dataset.control = 'guardianRelation';
    relation.value = guardian?.relation ?? 'father';
    return textField({name: 'guardianName', label: t('counter.guardian'), width: 'full', beside: relation, value: guardian?.name ?? ''});
}

/** The fields in the order of the hand: what is required first. */
export function whoCard() {
    return card({title: t('word.patient'), class: 'who'},
        columns(2,
            phoneField({name: 'phone', label: t('counter.find'), required: true, none: true, width: 'full'}),
            textField({name: 'name', label: t('word.name'), required: true, width: 'full'})),
        sexField(),
        birthField({name: 'birth', label: t('word.age'), required: true, width: 'full', missing: t('shell.form.ageMissing')}),
        columns(2,
            guardianField(), cnicField({name: 'cnic', label: t('word.cnic'), width: 'full'}),
            textField({name: 'otherName', label: t('counter.otherName'), width: 'full'}),
            textField({name: 'address', label: t('word.address'), width: 'full'})));
}

/** What the server is told of a new person. @param {Record<string, any>} values of the form @param {string} [reason] why it is not one of the likely duplicates */
export function newPatientOf(values, reason) {
    const {phone, name, otherName, sex, birth, cnic, guardianName, guardianRelation, address} = values;
    return {
        name, sex,
        ...otherName && {otherName},
        ...birth && {birthDate: birth.birthDate, birthDateEstimated: birth.estimated},
        ...phone ? {phone} : {noPhone: phone === ''},
        ...cnic && {identifiers: [{type: 'cnic', value: grouped(cnic, [5, 7, 1])}]},
        ...guardianName && {guardianName, guardianRelation: guardianRelation ?? 'other'},
        ...address && {address},
        ...reason && {reasonForNew: reason},
    };
}

const FIELDS = {birthDate: 'birth', ageYears: 'birth', ageMonths: 'birth', birthDateEstimated: 'birth', identifiers: 'cnic', noPhone: 'phone', departmentID: 'department', practitionerID: 'doctor', patientID: 'phone'};

/** The server's names of fields as those of the form. @param {unknown} error */
export function placed(error) {
    const problem = Problem.from(error);
    problem.fields = problem.fields.map(one => {
        const name = one.field.replace(/^newPatient\./, '');
        const stem = name.split('.')[0];
        return {...one, field: FIELDS[stem] ?? name};
    });
    return problem;
}

