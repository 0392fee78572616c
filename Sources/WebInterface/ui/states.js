/** The states every region shares: nothing here, on its way, failed, old. Each says what to do next. */
import {h} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';

/** Shape, word and colour of the five meanings. */
const SHAPES = {ok: 'ok', info: 'info', wait: 'wait', danger: 'danger', neutral: 'neutral'};

/** @param {'ok' | 'info' | 'wait' | 'danger' | 'neutral'} meaning @param {any} label */
export const status = (meaning, label) => h(`span.status.status-${meaning}`, icon(SHAPES[meaning]), h('span.status-word', label));

/** A sentence in a tinted band. @param {'ok' | 'info' | 'wait' | 'danger' | 'neutral'} meaning @param {...any} content */
export const notice = (meaning, ...content) => h(`div.notice.notice-${meaning}`, icon(SHAPES[meaning]), h('div.notice-text', ...content));

/**
 * Nothing here: says what would be, why, and the one thing to do.
 * @param {{icon?: string, title: any, hint?: any, action?: Node}} options
 */
export const emptyState = ({icon: name = 'empty', title, hint, action}) => h('div.empty-state', {dataset: {state: 'empty'}},
    h('span.empty-icon', icon(name)), h('p.empty-title', title), hint && h('p.hint', hint), action);

/** Grey bars of the final size; only after 150 ms, so that warm pages never flash. @param {number} rows */
export const skeleton = rows => h('div.skeleton', {'aria-busy': 'true', dataset: {state: 'loading'}, role: 'status'},
    h('span.visually-hidden', t('shell.loading')),
    Array.from({length: rows}, () => h('div.skeleton-row', {'aria-hidden': 'true'})));

/**
 * A failure: the sentence, what to do, the code small. Values elsewhere on the page stay.
 * @param {import('../app/problem.js').Problem} problem @param {{retry?: () => void}} [options]
 */
export function problemBox(problem, {retry} = {}) {
    const told = [problem.code.startsWith('shell.') ? '' : problem.code, problem.incident].filter(Boolean).join(' · ');
    return h('div.problem', {role: 'alert', dataset: {state: problem.uncertain ? 'offline' : 'error'}},
        icon(problem.uncertain ? 'linkOff' : 'danger'),
        h('div.grow', h('p.problem-text', problem.toMessage()), problem.fieldMessages().map(one => h('p.problem-text', one)),
            told && h('p.problem-code', v.ltr(told))),
        retry && h('button.button', {type: 'button', onclick: retry}, icon('refresh'), t('shell.tryAgain')));
}

/** Values that are still shown although they are old. @param {string} since ISO instant */
export const staleMark = since => h('p.stale-mark', {role: 'status'}, icon('clock'), t('shell.asOf', {time: v.time(since)}));
