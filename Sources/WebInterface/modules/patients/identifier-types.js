/** The kinds of identity numbers that the hospital takes: format, check, whose they are. */
import {v, t, styles, page, card, table, button, status, form, columns, idField, textField, numberField, selectField, checkField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {localFields, localText} from '../common/local-text.js';
import {formDialog} from '../common/form-dialog.js';
import {forgetIdentifierTypes} from './identifiers.js';

const CHARACTERS = ['digits', 'alphanumeric', 'address', 'any'];
const CHECKS = ['none', 'luhn'];
const word = name => t(`patients.identifierTypes.${name}`);
const select = (name, values, value) => selectField({name, label: word(name), width: 'full', empty: false, value, options: values.map(one => ({value: one, label: word(`${name}.${one}`)}))});

/** @param {any} [type] to change */
function edit(type) {
    const title = word(type ? 'change' : 'add');
    const entry = form({layout: 'top', label: title, finish: values => {
        const body = {
            name: localText(values, 'name'), mask: values.mask ?? '', characters: values.characters, minimumLength: values.minimumLength, maximumLength: values.maximumLength, example: values.example,
            check: values.check, checkRefuses: values.checkRefuses, numberSpace: values.numberSpace ?? '', isSearchable: values.isSearchable, isNumbered: values.isNumbered, numberPrefix: values.numberPrefix ?? '',
        };
        if (!type) return api.post('/api/patient-identifier-types', {...body, code: values.code});
        return api.put(`/api/patient-identifier-types/${encodeURIComponent(type.id)}`, {...body, isActive: values.isActive}, {version: type.version});
    }},
    columns(2, ...localFields('name', type?.name)),
    columns(3, !type && idField({name: 'code', label: word('code'), required: true, width: 'full'}),
        idField({name: 'mask', label: word('mask'), hint: word('maskHint'), optional: true, width: 'full', value: type?.mask ?? ''}),
        textField({name: 'example', label: word('example'), required: true, dir: 'ltr', width: 'full', value: type?.example ?? ''}),
        select('characters', CHARACTERS, type?.characters ?? 'any'),
        numberField({name: 'minimumLength', label: word('minimum'), min: 1, max: 60, value: type?.minimumLength ?? 1}),
        numberField({name: 'maximumLength', label: word('maximum'), min: 1, max: 60, value: type?.maximumLength ?? 40}),
        select('check', CHECKS, type?.check ?? 'none'),
        idField({name: 'numberSpace', label: word('space'), hint: word('spaceHint'), optional: true, width: 'full', value: type?.numberSpace ?? ''}),
        idField({name: 'numberPrefix', label: word('prefix'), optional: true, width: 'full', value: type?.numberPrefix ?? ''})),
    columns(2, checkField({name: 'checkRefuses', label: word('refuses'), value: type?.checkRefuses}), checkField({name: 'isSearchable', label: word('searchable'), value: type?.isSearchable ?? true}),
        checkField({name: 'isNumbered', label: word('numbered'), value: type?.isNumbered}), type && checkField({name: 'isActive', label: word('active'), value: type.isActive})));
    return formDialog({title, entry, size: 'l'});
}

/** The list and its forms. */
export default function identifierTypesPage() {
    styles('counter');
    const change = async type => { if (await edit(type)) { forgetIdentifierTypes(); await list.reload(); } };
    const list = table({caption: word('title'), load: ({signal}) => api.get('/api/patient-identifier-types', {signal}), topics: ['patients'], mark: one => one.isActive ? null : 'neutral',
        rowMenu: type => [{label: t('word.edit'), icon: 'edit', run: () => change(type)}], empty: {icon: 'tag', title: word('title')}, columns: [
            {id: 'name', label: t('word.name'), cell: one => v.local(one.name)},
            {id: 'mask', label: word('mask'), cell: one => one.mask ? v.ltr(one.mask) : word(`characters.${one.characters}`)},
            {id: 'example', label: word('example'), cell: one => v.ltr(one.example)},
            {id: 'check', label: word('check'), priority: 2, cell: one => word(`check.${one.check}`)},
            {id: 'space', label: word('space'), priority: 2, cell: one => word(one.numberSpace ? 'unique' : 'shared')},
            {id: 'state', label: t('word.status'), cell: one => one.isActive ? status('ok', word('active')) : status('neutral', word('inactive'))},
        ]});
    return page({title: word('title'), main: card({}, list), actions: [button({label: word('add'), busyLabel: word('add'), icon: 'add', key: 'F9', kind: 'primary', run: () => change()})]});
}
