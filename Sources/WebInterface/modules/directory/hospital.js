/** The hospital's own profile: names for the head of every paper, money, calendar. */
import {h, v, t, region, form, finishButton, columns, textField, selectField, numberField, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {papersForm} from '../templates/papers.js';
import {patientSettings} from '../patients/questions.js';
import {localFields, localText} from '../common/local-text.js';

const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];

function draw({profile, version}, again) {
    const entry = form({layout: 'top', draft: {name: 'directory.hospital', id: `hospital@${version}`}, label: t('directory.hospital'), finish: values => api.patch('/api/hospital', {
        name: localText(values, 'name'), address: localText(values, 'address') ?? {en: ''}, phone: values.phone, timeZoneIdentifier: values.timeZoneIdentifier, language: values.language,
        grouping: values.grouping, cashRounding: values.cashRounding, dayCutOffMinutes: values.dayCutOffMinutes, fiscalYearStartMonth: values.fiscalYearStartMonth}, {version}),
    done: async () => { await session.load(); toast(t('directory.hospital.saved')); again(); }},
    columns(4, ...localFields('name', profile.name)), columns(4, ...localFields('address', profile.address, {required: false})),
    columns(4,
        textField({name: 'phone', label: t('word.phone'), width: 'full', dir: 'ltr', value: profile.phone}),
        selectField({name: 'language', label: t('directory.hospital.language'), empty: false, width: 'full', value: profile.language, options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))}),
        textField({name: 'timeZoneIdentifier', label: t('directory.hospital.timeZone'), required: true, width: 'full', dir: 'ltr', value: profile.timeZoneIdentifier}),
        selectField({name: 'grouping', label: t('directory.hospital.grouping'), empty: false, width: 'full', value: profile.grouping, options: [{value: 'thousands', label: v.ltr('1,234,567')}, {value: 'lakh', label: v.ltr('12,34,567')}]}),
        numberField({name: 'cashRounding', label: t('directory.hospital.cashRounding'), hint: t('directory.hospital.cashRoundingHint'), required: true, min: 1, max: 100_000, width: 'full', value: profile.cashRounding}),
        numberField({name: 'dayCutOffMinutes', label: t('directory.hospital.dayCutOff'), hint: t('directory.hospital.dayCutOffHint'), required: true, min: 0, max: 720, width: 'full', value: profile.dayCutOffMinutes}),
        numberField({name: 'fiscalYearStartMonth', label: t('directory.hospital.fiscalMonth'), required: true, min: 1, max: 12, width: 'full', value: profile.fiscalYearStartMonth})));
    return h('div.stack', entry, h('div.row', h('span.grow'), finishButton(entry)));
}

/** @returns {HTMLElement} the profile with its form; somebody else's change in the meantime is refused by its version */
export function hospitalForm() {
    const place = region({load: signal => api.get('/api/hospital', {signal}), draw: answer => draw(answer, () => { place.data = undefined; place.reload(); }), rows: 8});
    return h('div.tab-scroll', h('div.stack', place, ...patientSettings(), papersForm()));
}
