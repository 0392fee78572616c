/** The editor of a template: its text, the paper beside it, publishing and the way back. */
import {h, v, t, styles, page, card, region, button, notice, noteField, selectField, checkField, dialog, confirm, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {LANGUAGES} from '../billing/papers.js';
import {differenceView, showHistory} from './history.js';
import {faultWords, preview} from './preview.js';
import {showFields} from './fields.js';
import {paperWord, versionWord} from './list.js';
import {unsaved, keep, forget} from './unsaved.js';

async function testPrint(address, text, language) {
    const {items} = await api.get('/api/printers');
    const usable = items.filter(one => one.isActive);
    const printer = selectField({name: 'printer', label: t('word.printer'), required: true, width: 'full', ...usable.length === 1 && {value: usable[0].id}, options: usable.map(one => ({value: one.id, label: v.name(one.name)}))});
    return dialog({title: t('templates.test'), size: 's', body: h('div.labels-top', printer), actions: [
        {label: t('word.cancel'), value: null, safe: true},
        {label: t('word.print'), kind: 'primary', key: 'F9', icon: 'printer', run: async () => {
            printer.error = printer.problem();
            if (printer.error) { printer.focusField(); return undefined; }
            return api.post(`${address}/test`, {text, language, printerID: printer.value});
        }}]});
}

/** A new line begins below the one before it. Typed through the browser, so that it can be undone. @param {KeyboardEvent} event */
function indent(event) {
    const area = event.currentTarget;
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.isComposing || area.readOnly) return;
    const line = area.value.slice(area.value.lastIndexOf('\n', area.selectionStart - 1) + 1, area.selectionStart);
    const white = /^[ \t]*/.exec(line)[0];
    if (white && document.execCommand('insertText', false, `\n${white}`)) event.preventDefault();
}

function workbench(template, ctx, again) {
    const may = session.can('templates.manage');
    const address = `/api/templates/${encodeURIComponent(template.name)}`;
    const from = template.draft?.text ?? template.text;
    const typed = may ? unsaved(template.name, from) : null;
    const body = noteField({name: 'text', label: t('templates.text'), rows: 30, maxlength: 500_000, value: typed ?? from});
    const area = body.control;
    area.dir = 'ltr';
    area.classList.add('template-text');
    area.readOnly = !may;
    const language = selectField({name: 'language', label: t('shell.language'), empty: false, value: session.language ?? document.documentElement.lang, options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))});
    const sparse = checkField({name: 'isSparse', label: t('templates.sparse')});
    const wish = () => ({language: language.value || 'en', isSparse: sparse.value === true});
    const view = preview({name: template.name, area, wish, signal: ctx.signal});
    area.addEventListener('keydown', indent);
    area.addEventListener('input', () => { keep(template.name, from, area.value); view.soon(); });
    const done = () => { forget(template.name); again(); };
    for (const control of [language, sparse]) control.addEventListener('change', view.soon);

    const save = button({label: t('templates.saveDraft'), busyLabel: t('templates.savingDraft'), icon: 'check', key: 'Ctrl+S', run: async () => {
        await api.put(`${address}/draft`, {text: area.value, ...template.draft && {version: template.draft.version}});
        toast(t('templates.draftSaved'));
        done();
    }});
    const fields = button({label: t('templates.fields'), busyLabel: t('templates.fields'), icon: 'list', run: () => showFields({name: template.name, area, language: wish().language})});
    const test = button({label: t('templates.test'), busyLabel: t('templates.test'), icon: 'printer', run: async () => {
        await view.draw();
        if (view.isGood() && await testPrint(address, area.value, wish().language)) toast(t('templates.test.sent'));
    }});
    const history = button({label: t('templates.history'), busyLabel: t('templates.history'), icon: 'history', run: async () => { if (await showHistory(template, may)) { toast(t('templates.rolledBack')); again(); } }});
    const discard = template.draft && button({label: t('templates.discard'), icon: 'trash', run: async () => {
        if (!await confirm({title: t('templates.discard'), body: t('templates.discard.sentence', {name: v.id(template.draft.changedByName)}), action: t('templates.discard'), keep: t('word.cancel')})) return;
        await api.delete(`${address}/draft`);
        done();
    }});
    const publish = button({label: t('templates.publish'), busyLabel: t('templates.publishing'), icon: 'send', key: 'F9', kind: 'primary', run: async () => {
        await view.draw();
        if (!view.isGood()) return;
        const sure = await dialog({title: t('templates.publish'), size: 'l', body: [h('p', t('templates.publish.sentence', {paper: paperWord(template.name)})), differenceView(template.text, area.value)], actions: [
            {label: t('word.cancel'), value: null, safe: true},
            {label: t('templates.publish'), busyLabel: t('templates.publishing'), kind: 'primary', key: 'F9', icon: 'send', run: () => api.post(`${address}/publish`, {text: area.value, base: template.number})}]});
        if (!sure) return;
        toast(sure.draft ? t('templates.published.draftKept', {name: v.id(sure.draft.changedByName)}) : t('templates.published'));
        done();
    }});
    view.draw().catch(() => {});
    const failure = template.failure ? notice('danger', t(`templates.failed.${template.failure.stage}`, {count: v.num(template.failure.count), time: v.dateTime(template.failure.lastAt)}),
        h('p', template.failure.line > 0 ? [t('templates.line', {line: v.num(template.failure.line)}), ' '] : null, faultWords(template.failure))) : null;
    const restored = typed === null ? null : notice('wait', t('templates.restored'), button({label: t('templates.restored.drop'), icon: 'undo', run: done}));
    const state = template.draft ? notice('wait', t('templates.draftOf', {name: v.id(template.draft.changedByName), time: v.dateTime(template.draft.changedAt)})) : null;
    return h('div.template-bench',
        card({title: t('templates.text'), tools: h('div.row', fields, h('span.muted', versionWord(template.number)))}, failure, state, restored, body, may && h('div.row', save, discard, h('span.grow'), publish)),
        card({title: t('templates.preview'), tools: h('div.row', test && may && test, history)}, h('div.row', language, sparse), view.element));
}

/** @param {import('../../app/router.js').Context} ctx */
export default function editor(ctx) {
    styles('billing');
    const {name} = ctx.params;
    const place = region({load: signal => api.get(`/api/templates/${encodeURIComponent(name)}`, {signal}), draw: template => workbench(template, ctx, () => { place.data = undefined; place.reload(); }), rows: 12});
    ctx.setTitle(paperWord(name));
    return page({title: paperWord(name), main: place, wide: true});
}
