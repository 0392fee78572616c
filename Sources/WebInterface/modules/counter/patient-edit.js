/** Changing what is known about a patient; somebody else's change in the meantime is shown, never overwritten. */
import {v, t, form, notice, columns, phoneField, textField, noteField, birthField, selectField} from '../../ui/index.js';
import {api, Problem} from '../../app/api.js';
import {go} from '../../app/router.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';
import {chooseDuplicate} from './duplicates.js';
import {identifierFields, identifiersOf} from '../patients/identifiers.js';
import {moreFields, moreOf} from '../patients/questions.js';
import {guardianField} from '../common/guardian.js';
import {sexField, placed} from './who.js';

const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];
/** A wrong identity number is told at its own field, the one that is added at the last. @param {unknown} error */
function placedHere(error) {
    const problem = Problem.from(error);
    const numbers = problem.fields.map(one => one.field);
    const moved = placed(problem);
    moved.fields = moved.fields.map((one, index) => ({...one, field: /^identifiers\.(\d+)/.exec(numbers[index])?.[1] ?? one.field}))
        .map(one => /^\d+$/.test(one.field) ? {...one, field: `identifier.${one.field}`} : one);
    return moved;
}

/** Asks why the sex that was recorded is wrong. @param {any} problem @returns {Promise<any>} null to correct what was typed */
const whySex = problem => formDialog({title: t('patients.unidentified.sexTitle'), size: 's', before: notice('wait', problem.toMessage()), entry: form(
    {layout: 'top', label: t('patients.unidentified.sexTitle'), autofocus: 'reasonForSex', finish: async ({reasonForSex}) => ({reasonForSex})},
    noteField({name: 'reasonForSex', label: t('patients.unidentified.sexReason'), required: true, rows: 2, maxlength: 200, width: 'full'}))});

/**
 * What goes on with a person whom the server takes for somebody registered already, or for one of another sex.
 * @returns {Promise<Record<string, any> | null>} what to send besides, `same` for the record that is the person's, or null to correct what was typed
 */
async function answered(error, values) {
    const problem = Problem.from(error);
    if (problem.code === 'patients.unidentified.sex') return whySex(problem);
    if (problem.code !== 'patients.duplicate.likely') return null;
    const answer = await chooseDuplicate(problem, values);
    return answer?.reason ? {reasonForNew: answer.reason} : answer;
}

/**
 * @param {any} person as opened; one whom nobody knows yet is identified by it
 * @param {any[]} types of identity numbers @param {any} questions what the hospital asks @returns {Promise<any | null>} as it is now
 */
export async function editPatient(person, types, questions) {
    const isUnknown = Boolean(person.unidentified) && !person.unidentified.identifiedAt;
    const birth = person.birthDate ? {birthDate: person.birthDate, estimated: person.birthDateEstimated} : null;
    let known = null;
    const entry = form({
        draft: {name: 'patients.edit', id: `${person.id}@${person.version}`}, layout: 'top', label: t('counter.editPatient'), autofocus: 'name',
        values: {phone: person.noPhone ? '' : person.phone ?? null, sex: person.sex, birth},
        finish: async (values, _, reasons = {}) => {
            const names = isUnknown && values.name !== person.unidentified.temporaryName;
            try {
                const [send, path] = names ? [api.post, '/identify'] : [api.patch, ''];
                return await send(`/api/patients/${encodeURIComponent(person.id)}${path}`, {
                    name: values.name, otherName: values.otherName, sex: values.sex, address: values.address,
                    ...values.birth && {birthDate: values.birth.birthDate, birthDateEstimated: values.birth.estimated},
                    ...values.phone === '' ? {phone: '', noPhone: true} : {phone: values.phone ?? '', noPhone: false},
                    guardianName: values.guardianName, ...values.guardianName && {guardianRelation: values.guardianRelation},
                    identifiers: identifiersOf(person.identifiers, values), ...values.language && {language: values.language}, ...moreOf(person, values), ...reasons,
                }, {version: person.version});
            } catch (error) {
                const more = names ? await answered(error, values) : null;
                if (!more) throw placedHere(error);
                if (!more.same) return entry.options.finish(values, _, {...reasons, ...more});
                // Nothing is changed here: the two records are of one person, and become one by a merge.
                known = more.same;
                return null;
            }
        },
    },
    columns(2,
        textField({name: 'name', label: t('word.name'), required: true, width: 'full', value: person.names.primary}),
        textField({name: 'otherName', label: t('counter.otherName'), optional: true, width: 'full', value: person.names.other ?? ''}),
        phoneField({name: 'phone', label: t('word.phone'), none: true, width: 'full'})),
    sexField({value: person.sex}),
    birthField({name: 'birth', label: t('word.age'), width: 'full', value: birth}),
    columns(2,
        guardianField(person.guardian), textField({name: 'address', label: t('word.address'), optional: true, width: 'full', value: person.address ?? ''}),
        selectField({name: 'language', label: t('counter.paperLanguage'), width: 'full', value: person.language,
            options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))})),
    moreFields(person, questions),
    identifierFields(types, person.identifiers));
    const changed = await formDialog({title: t('counter.editPatient'), entry, size: 'l', before: person.birthDateEstimated && notice('info', t('counter.estimated'))});
    if (!known) return changed;
    const path = `/patients/${encodeURIComponent(known.id)}`;
    go(session.can('patients.merge') ? `${path}/merge?with=${encodeURIComponent(person.id)}` : path);
    return null;
}
