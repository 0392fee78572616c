/** A template's paper at its true size, drawn anew while one types. */
import {h, v, t, notice, replace, button} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {faultSentence} from '../../app/problem.js';

const PAUSE = 350;

/** The place of a line in a text: its first letter. @param {string} text @param {number} line from 1 */
export function placeOf(text, line) {
    let at = 0;
    for (let left = line - 1; left > 0; left -= 1) {
        const next = text.indexOf('\n', at);
        if (next < 0) return at;
        at = next + 1;
    }
    return at;
}

/** Goes to a line of the editor and marks it. @param {HTMLTextAreaElement} area @param {number} line */
function goTo(area, line) {
    const start = placeOf(area.value, line);
    const end = area.value.indexOf('\n', start);
    area.focus();
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
    area.scrollTop = Math.max(0, (line - 4) * area.scrollHeight / area.value.split('\n').length);
}

/** What is wrong, in the language of the page; in the server's English where the page has no words for it. @param {{problem?: string, code?: string, params?: Record<string, string>, words: string}} fault */
export function faultWords({problem, code, params, words}) {
    if (problem) return t(`problem.${problem}`, Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, v.ltr(value)])));
    return faultSentence(code, params) ?? v.ltr(words);
}

function faultBox(fault, area) {
    const words = fault.path ? [v.ltr(fault.path), ' – ', faultWords(fault)] : faultWords(fault);
    if (fault.line === 0) return notice('danger', t('templates.unprintable'), h('p', words));
    return notice('danger', t('templates.faultAt', {line: v.num(fault.line), column: v.num(fault.column)}), h('p', words),
        button({label: t('templates.goToLine'), icon: 'next', run: () => goTo(area, fault.line)}));
}

function sheet({png, width}, number) {
    const picture = h('img.paper', {src: `data:image/png;base64,${png}`, alt: '', title: t('templates.sheet', {number: v.num(number)})});
    picture.style.inlineSize = `${width}mm`;
    return picture;
}

/**
 * @param {{name: string, area: HTMLTextAreaElement, wish: () => {language: string, isSparse: boolean}, signal: AbortSignal}} options
 * @returns {{element: HTMLElement, draw: () => Promise<void>, soon: () => void, isGood: () => boolean}}
 */
export function preview({name, area, wish, signal}) {
    const words = h('div', {role: 'status'});
    const paper = h('div.template-paper', {tabindex: '0'});
    let timer;
    let asking;
    let good = false;
    async function draw() {
        clearTimeout(timer);
        asking?.abort();
        asking = new AbortController();
        const mine = asking;
        const answer = await api.post(`/api/templates/${encodeURIComponent(name)}/preview`, {text: area.value, dpi: Math.min(300, Math.round(96 * (window.devicePixelRatio || 1))), ...wish()}, {signal: mine.signal});
        if (mine.signal.aborted) return;
        good = !answer.fault;
        replace(words, answer.fault && faultBox(answer.fault, area));
        // What was right a moment ago stays in sight while a line is being typed.
        if (good) replace(paper, answer.sheets.map((one, at) => sheet(one, at + 1)));
        paper.classList.toggle('is-old', !good);
    }
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => draw().catch(() => {}), PAUSE); };
    signal.addEventListener('abort', () => { clearTimeout(timer); asking?.abort(); });
    return {element: h('div.stack', words, paper), draw, soon, isGood: () => good};
}
