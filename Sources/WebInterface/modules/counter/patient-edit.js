/** Changing what is known about a patient; somebody else's change in the meantime is shown, never overwritten. */
import {v, t, form, notice, columns, phoneField, textField, birthField, selectField, idField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {formDialog} from '../common/form-dialog.js';
import {sexField, guardianField, placed} from './who.js';

const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];
const cnicOf = person => person.identifiers.find(one => one.type === 'cnic')?.value ?? '';

/** All identifiers with the card's number changed. */
function identifiers(person, cnic) {
    const rest = person.identifiers.filter(one => one.type !== 'cnic');
    return cnic ? [{type: 'cnic', value: cnic}, ...rest] : rest;
}

/** @param {any} person as opened @returns {Promise<any | null>} as it is now */
export function editPatient(person) {
    const birth = person.birthDate ? {birthDate: person.birthDate, estimated: person.birthDateEstimated} : null;
    const entry = form({
        draft: {name: 'patients.edit', id: `${person.id}@${person.version}`}, layout: 'top', label: t('counter.editPatient'), autofocus: 'name',
        values: {phone: person.noPhone ? '' : person.phone ?? null, sex: person.sex, birth},
        finish: async values => {
            try {
                return await api.patch(`/api/patients/${encodeURIComponent(person.id)}`, {
                    name: values.name, otherName: values.otherName, sex: values.sex, address: values.address,
                    ...values.birth && {birthDate: values.birth.birthDate, birthDateEstimated: values.birth.estimated},
                    ...values.phone === '' ? {phone: '', noPhone: true} : {phone: values.phone ?? '', noPhone: false},
                    guardianName: values.guardianName, ...values.guardianName && {guardianRelation: values.guardianRelation},
                    identifiers: identifiers(person, values.cnic), ...values.language && {language: values.language},
                }, {version: person.version});
            } catch (error) {
                throw placed(error);
            }
        },
    },
    columns(2,
        textField({name: 'name', label: t('word.name'), required: true, width: 'full', value: person.names.primary}),
        textField({name: 'otherName', label: t('counter.otherName'), optional: true, width: 'full', value: person.names.other ?? ''}),
        phoneField({name: 'phone', label: t('word.phone'), none: true, width: 'full'}),
        idField({name: 'cnic', label: t('word.cnic'), optional: true, width: 'full', value: cnicOf(person)})),
    sexField({value: person.sex}),
    birthField({name: 'birth', label: t('word.age'), width: 'full', value: birth}),
    columns(2,
        guardianField(person.guardian), textField({name: 'address', label: t('word.address'), optional: true, width: 'full', value: person.address ?? ''}),
        selectField({name: 'language', label: t('counter.paperLanguage'), width: 'full', value: person.language,
            options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))})));
    return formDialog({title: t('counter.editPatient'), entry, size: 'l', before: person.birthDateEstimated && notice('info', t('counter.estimated'))});
}
