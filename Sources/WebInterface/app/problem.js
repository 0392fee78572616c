/** One kind of failure for the whole interface: what the server said, or that it could not be asked. */
import {has} from './i18n.js';
import {Value, t, toPhrase, Phrase} from '../ui/phrase.js';
import {formatMoney} from '../ui/format.js';
import {stripBidi} from '../ui/fold.js';

/** @typedef {{field: string, code: string, params?: Record<string, unknown>, message?: string}} FieldProblem */

/** Server parameters as phrases: money objects are money, everything else is isolated by its type. */
function phrases(params = {}) {
    const result = {};
    for (const [name, value] of Object.entries(params)) {
        const isMoney = value && typeof value === 'object' && 'amount' in value;
        result[name] = isMoney ? new Value(() => [formatMoney(value, {symbol: true})], {ltr: true}) : toPhrase(value);
        if (name === 'count') result[name] = Number(value);
    }
    const fault = faultSentence(params.faultCode, params);
    if (fault) result.fault = fault;
    return result;
}

/** Names of kinds of JSON values among what stands in the sentence of a fault. */
const KINDS = ['expected', 'found'];

/**
 * The sentence for what is wrong with a text of ours, such as a template.
 * @param {unknown} code @param {Record<string, unknown>} [params] @returns {Phrase | null} null for a code without one
 */
export function faultSentence(code, params = {}) {
    const key = `templates.fault.${code}`;
    if (!has(key)) return null;
    const ltr = value => new Value(() => [stripBidi(String(value))], {ltr: true});
    const word = (name, value) => KINDS.includes(name) ? t(`templates.fault.kind.${value}`) : ltr(value);
    return t(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value)])));
}

/**
 * The sentence for a code: our own catalogue first (it follows the language), then the server's words.
 * @param {{code?: string, params?: Record<string, unknown>, message?: string, detail?: string, title?: string, field?: string}} source @returns {Phrase | null}
 */
export function sentence({code, params, message, detail, title, field}) {
    const keys = field ? [`field.${code}`] : [`problem.${code}.detail`, `problem.${code}`];
    const key = code && [...keys, code].find(has);
    if (key) return t(key, phrases(params));
    const words = message || detail || title;
    return words ? new Value(() => [stripBidi(words)]) : null;
}

const BY_STATUS = {401: 'signedOut', 403: 'forbidden', 404: 'notFound', 409: 'conflict', 412: 'conflict', 413: 'tooLarge', 422: 'check', 429: 'tooMany', 503: 'busy'};

export class Problem extends Error {
    /**
     * @param {{status?: number, code?: string, title?: string, detail?: string, message?: string, fields?: FieldProblem[],
     *          params?: Record<string, unknown>, incident?: string}} body
     * @param {'http' | 'offline' | 'timeout' | 'aborted'} [kind]
     */
    constructor(body, kind = 'http') {
        super(body.detail || body.message || body.title || body.code || kind);
        this.name = 'Problem';
        this.kind = kind;
        this.body = body;
        this.status = body.status ?? 0;
        this.code = body.code ?? '';
        this.fields = body.fields ?? [];
        this.params = body.params ?? {};
        this.incident = body.incident ?? '';
    }

    /** Did the request perhaps reach the server? Then only the same key may be used again. */
    get uncertain() { return this.kind === 'offline' || this.kind === 'timeout'; }

    /** @returns {Phrase} what happened and what to do, never a code alone */
    toMessage() {
        if (this.uncertain) return t('shell.problem.offline');
        return sentence(this.body) ?? t(`shell.problem.${BY_STATUS[this.status] ?? 'server'}`);
    }

    /** What is wrong with each entry, for where no field can say it itself. @returns {Phrase[]} */
    fieldMessages() { return this.fields.map(one => sentence(one)).filter(one => one !== null); }

    /** @param {unknown} error @returns {Problem} */
    static from(error) {
        if (error instanceof Problem) return error;
        console.error(error);
        return new Problem({status: 0, code: 'shell.problem.page', detail: String(error?.message ?? error)});
    }
}
