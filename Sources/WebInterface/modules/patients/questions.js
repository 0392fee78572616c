/** What the hospital asks beyond what every registration needs, and the fields for it. */
import {h, v, t, region, form, finishButton, columns, card, selectField, textField, checkField, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

const SPOKEN = ['ur', 'en', 'pa', 'sd', 'ps', 'skr', 'bal', 'hno', 'brh', 'ks', 'hi', 'ar', 'fa', 'prs', 'bn', 'gu', 'mr', 'ta', 'te', 'kn', 'ml', 'or', 'as', 'ne', 'tl', 'sgn'];
const PLACES = [0, 1, 2];

/** What is asked. @returns {Promise<{asksOccupation: boolean, asksReligion: boolean, version: number}>} */
export const registrationQuestions = (options = {}) => api.get('/api/registration-questions', options);

/** @param {string[]} [languages] codes @returns {any} their names */
export const spoken = languages => languages?.length ? h('span', languages.map((code, at) => [at > 0 && ' · ', t(`patients.speaks.${code}`)])) : v.text(null);

/** The languages, and what else is asked. @param {any} person as opened @param {any} questions */
export const moreFields = (person, questions) => columns(3,
    ...PLACES.map(at => selectField({name: `speaks.${at}`, label: h('span', t('patients.languages'), ' ', v.num(at + 1)), width: 'full', value: person.languages?.[at] ?? '', options: SPOKEN.map(code => ({value: code, label: t(`patients.speaks.${code}`)}))})),
    questions.asksOccupation && textField({name: 'occupation', label: t('patients.occupation'), optional: true, width: 'full', maxlength: 80, value: person.occupation ?? ''}),
    questions.asksReligion && textField({name: 'religion', label: t('patients.religion'), optional: true, width: 'full', maxlength: 60, value: person.religion ?? ''}));

/** What the server is told of them. @param {any} person @param {Record<string, any>} values of the form */
export const moreOf = (person, values) => ({
    // Those beyond the form's places stay.
    languages: [...new Set([...PLACES.map(at => values[`speaks.${at}`]).filter(Boolean), ...(person.languages ?? []).slice(PLACES.length)])],
    ...values.occupation !== undefined && {occupation: values.occupation ?? ''}, ...values.religion !== undefined && {religion: values.religion ?? ''},
});

function questionsCard(settings, again) {
    const entry = form({layout: 'top', label: t('patients.questions.title'), finish: values => api.put('/api/registration-questions', {asksOccupation: values.occupation === true, asksReligion: values.religion === true, version: settings.version}),
        done: async () => { toast(t('identification.prefix.saved')); again(); }}, h('p.hint', t('patients.questions.hint')),
    columns(2, checkField({name: 'occupation', label: t('patients.questions.occupation'), value: settings.asksOccupation}), checkField({name: 'religion', label: t('patients.questions.religion'), value: settings.asksReligion})));
    return card({title: t('patients.questions.title')}, entry, h('div.row', h('span.grow'), finishButton(entry)));
}

function prefixCard(settings, again) {
    const entry = form({layout: 'top', label: t('identification.prefix.title'), finish: values => api.put('/api/identification-settings', {companyPrefix: values.companyPrefix ?? '', version: settings.version}),
        done: async () => { toast(t('identification.prefix.saved')); again(); }},
    textField({name: 'companyPrefix', label: t('identification.prefix'), hint: t('identification.prefix.hint'), optional: true, dir: 'ltr', inputmode: 'numeric', maxlength: 12, value: settings.companyPrefix ?? ''}));
    return card({title: t('identification.prefix.title')}, entry, h('div.row', h('span.grow'), finishButton(entry)));
}

const settled = (path, draw) => {
    const place = region({load: signal => api.get(path, {signal}), draw: answer => draw(answer, () => { place.data = undefined; place.reload(); }), rows: 2});
    return place;
};

/** The settings of patients on the hospital's page; none for those who may not change them. @returns {HTMLElement[]} */
export const patientSettings = () => [
    session.can('patients.configure') && settled('/api/registration-questions', questionsCard),
    session.can('identification.configure') && settled('/api/identification-settings', prefixCard),
].filter(Boolean);
