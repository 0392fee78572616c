/** What a template may show: the fields of its paper's data and the product's words, each put in where the cursor stands. */
import {h, v, t, dialog, table, textField, replace} from '../../ui/index.js';
import {api} from '../../app/api.js';

/** Typed through the browser, so that it can be undone. @param {HTMLTextAreaElement} area @param {string} text @param {[number, number]} at where the cursor stood */
function put(area, text, at) {
    area.focus();
    area.setSelectionRange(...at);
    if (document.execCommand('insertText', false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', {bubbles: true}));
}

/** The parts of a path, outermost first. @param {string} path */
const parts = path => path.split('.').filter(Boolean);

/** What a field is, from the outermost part of the data inwards. @param {{path: string}} field */
function meaning({path}) {
    if (!parts(path).length) return t('templates.fields.item');
    return h('span', parts(path).map((part, at) => [at > 0 && ' › ', t(`templates.data.${part}`)]));
}

/** Those of which a part holds what is looked for, in the language of the page too. @param {Array<any>} items @param {string} wanted @param {(item: any) => string} more */
export function holding(items, wanted, more = () => '') {
    const part = wanted.trim().toLowerCase();
    const said = item => [...Object.values(item), more(item)].filter(value => typeof value === 'string');
    return part ? items.filter(item => said(item).some(value => value.toLowerCase().includes(part))) : items;
}

/** @param {{name: string, area: HTMLTextAreaElement, language: string}} options @returns {Promise<void>} */
export async function showFields({name, area, language}) {
    const material = await api.get(`/api/templates/${encodeURIComponent(name)}/fields?language=${language}`);
    /** @type {[number, number]} */
    const cursor = [area.selectionStart, area.selectionEnd];
    const place = h('div.stack');
    const look = textField({name: 'look', label: t('templates.fields.look'), width: 'full'});
    let panel;
    const putting = (item, word) => area.readOnly ? v.id(word) : h('button.button.button-quiet', {type: 'button', onclick: () => panel.close(item.written)}, v.id(word));
    const draw = () => {
        const wanted = look.value ?? '';
        const words = one => parts(one.path).map(part => t(`templates.data.${part}`).plain()).join(' ');
        replace(place,
            table({caption: t('templates.fields'), rowKey: one => `${one.list ?? ''} ${one.path}`, items: holding(material.fields, wanted, words), columns: [
                {id: 'path', label: t('templates.fields.field'), cell: one => h('span', putting(one, one.path), one.list && [' ', h('span.muted.small', t('templates.fields.in'), ' ', v.id(one.list))])},
                {id: 'meaning', label: t('templates.fields.meaning'), cell: meaning},
                {id: 'kind', label: t('templates.fields.kind'), cell: one => t(`templates.kind.${one.kind}`)},
                {id: 'example', label: t('templates.fields.example'), cell: one => one.example ? h('bdi', one.example) : ''}]}),
            table({caption: t('templates.fields.words'), rowKey: one => one.name, items: holding(material.words, wanted), columns: [
                {id: 'name', label: t('templates.fields.word'), cell: one => putting(one, one.name)},
                {id: 'text', label: t('templates.fields.says'), cell: one => h('bdi', one.text)}]}));
    };
    look.addEventListener('input', draw);
    draw();
    panel = dialog({title: t('templates.fields.title'), size: 'l', class: 'template-fields', body: [!area.readOnly && h('p.hint', t('templates.fields.hint')), h('div.labels-top', look), place], actions: [{label: t('word.close'), value: null, safe: true}]});
    const chosen = await panel;
    if (chosen) put(area, chosen, cursor);
}
