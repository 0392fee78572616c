/** Who stands at the counter: the fields of a person, and what is sent of them. */
import {h, v, t, replace, card, columns, phoneField, textField, idField, choiceField, birthField, cnicField} from '../../ui/index.js';
import {Problem} from '../../app/problem.js';
import {grouped} from '../../ui/v.js';
import {guardianField} from '../common/guardian.js';
import {maskOnInput} from '../patients/identifiers.js';

export const SEXES = ['male', 'female', 'other', 'unknown'];

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

/** The number of a card: the CNIC in its own form, any other kind by its mask; the choice stands beside the number. */
export function identifierField() {
    const cnicLabel = t('word.cnic');
    const kind = h('select.input.relation', {name: 'identifierKind', 'aria-label': t('patients.identifier.add')}, h('option', {value: 'cnic', label: cnicLabel}));
    kind.dataset.control = 'identifierKind';
    const card = cnicField({name: 'cnic', label: cnicLabel, width: 'full', beside: kind});
    const other = idField({name: 'identifier', label: t('patients.identifier.number'), width: 'full'});
    let types = [];
    maskOnInput(other.control, () => types.find(type => type.code === kind.value)?.mask);
    const arrange = () => {
        const isCard = kind.value === 'cnic';
        const body = (isCard ? card : other).querySelector('.field-control');
        // The label says already that it is the card.
        kind.classList.toggle('says-nothing', isCard);
        if (kind.parentElement === body) return;
        const hadFocus = document.activeElement === kind;
        [card.hidden, other.hidden] = [!isCard, isCard];
        body.append(kind);
        if (hadFocus) kind.focus();
    };
    kind.addEventListener('change', arrange);
    other.hidden = true;
    const has = code => [...kind.options].some(option => option.value === code);
    let wanted = '';
    return {elements: [card, other],
        /** Chooses a kind, now or once it is known; the first without one. @param {string} [code] @returns {boolean} is it offered? */
        choose(code = kind.options[0].value) {
            wanted = code;
            if (!has(code)) return false;
            kind.value = code;
            arrange();
            return true;
        },
        /** The hospital's kinds; what a draft has chosen stays. @param {import('../patients/identifiers.js').IdentifierType[]} list */
        offer(list) {
            types = list.filter(type => type.isActive);
            if (!types.length) return;
            replace(kind, types.map(type => h('option', {value: type.code, label: v.local(type.name)})));
            const chosen = wanted || 'cnic';
            kind.value = has(chosen) ? chosen : types[0].code;
            arrange();
        }};
}

/** The fields in the order of the hand: what is required first. */
export function whoCard(identifier = identifierField()) {
    return card({title: t('word.patient'), class: 'who'},
        columns(2,
            phoneField({name: 'phone', label: t('counter.find'), required: true, none: true, width: 'full'}),
            textField({name: 'name', label: t('word.name'), required: true, width: 'full'})),
        sexField(),
        birthField({name: 'birth', label: t('word.age'), required: true, width: 'full', missing: t('shell.form.ageMissing')}),
        columns(2,
            guardianField(), ...identifier.elements,
            textField({name: 'otherName', label: t('counter.otherName'), width: 'full'}),
            textField({name: 'address', label: t('word.address'), width: 'full'})));
}

/** @param {string | undefined} kind @param {string | undefined} number of that kind @param {string | undefined} cnic 13 digits */
function numberOf(kind, number, cnic) {
    if (kind && kind !== 'cnic') return number && {identifiers: [{type: kind, value: number}]};
    return cnic && {identifiers: [{type: 'cnic', value: grouped(cnic, [5, 7, 1])}]};
}

/** What the server is told of a new person. @param {Record<string, any>} values of the form @param {string} [reason] why it is not one of the likely duplicates */
export function newPatientOf(values, reason) {
    const {phone, name, otherName, sex, birth, cnic, identifier, identifierKind, guardianName, guardianRelation, address} = values;
    return {
        name, sex,
        ...otherName && {otherName},
        ...birth && {birthDate: birth.birthDate, birthDateEstimated: birth.estimated},
        ...phone ? {phone} : {noPhone: phone === ''},
        ...numberOf(identifierKind, identifier, cnic),
        ...guardianName && {guardianName, guardianRelation: guardianRelation ?? 'other'},
        ...address && {address},
        ...reason && {reasonForNew: reason},
    };
}

const FIELDS = {birthDate: 'birth', ageYears: 'birth', ageMonths: 'birth', birthDateEstimated: 'birth', identifiers: 'cnic', noPhone: 'phone', departmentID: 'department', practitionerID: 'doctor', patientID: 'phone'};

/** The server's names of fields as those of the form. @param {unknown} error @param {string} [kind] of identity number that was chosen */
export function placed(error, kind = 'cnic') {
    const problem = Problem.from(error);
    problem.fields = problem.fields.map(one => {
        const name = one.field.replace(/^newPatient\./, '');
        const stem = name.split('.')[0];
        return {...one, field: stem === 'identifiers' && kind !== 'cnic' ? 'identifier' : FIELDS[stem] ?? name};
    });
    return problem;
}

