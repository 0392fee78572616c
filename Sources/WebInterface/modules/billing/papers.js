/** Papers of a bill: printing them again, marked as copies, and looking at them on the screen. */
import {h, t, v, dialog, selectField, choiceField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

export const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];
const PAPERS = ['thermal80', 'thermal58', 'a5', 'a4'];

/** A document as it stands on paper. @param {string} id @param {any} name what it is */
export const picture = (id, name) => h('img.paper', {src: `/api/documents/${encodeURIComponent(id)}.png?dpi=110`, alt: name, title: name});

/**
 * Prints a paper of a bill again. @param {string} id of the bill @param {{kind?: string, paymentID?: string, language?: string, paper?: string}} [wanted]
 * @returns {Promise<{documentID: string, printJobID: string, copy: number}>}
 */
export const printAgain = (id, wanted = {}) => api.post(`/api/bills/${encodeURIComponent(id)}/print`, wanted);

/** Which paper, in which language, on what. @param {any} bill @returns {Promise<any | null>} what was printed */
export function askPaper(bill) {
    const isPaid = bill.payments.length > 0;
    const kind = choiceField({name: 'kind', label: t('billing.print.kind'), value: isPaid ? 'receipt' : 'bill',
        options: [...isPaid ? [{value: 'receipt', label: t('word.receipt')}] : [], {value: 'bill', label: t('word.bill')}]});
    const payment = bill.payments.length > 1 && selectField({name: 'payment', label: t('billing.print.which'), empty: false, value: bill.payments.at(-1).id, width: 'full',
        options: bill.payments.map(one => ({value: one.id, label: v.id(one.receiptNumber)}))});
    const language = selectField({name: 'language', label: t('shell.language'), width: 'full', options: LANGUAGES.map(([value, name]) => ({value, label: v.name(name)}))});
    const paper = selectField({name: 'paper', label: t('billing.print.paper'), width: 'full', options: PAPERS.map(value => ({value, label: t(`billing.paperSize.${value}`)}))});
    return dialog({title: t('billing.print.title'), size: 's', body: h('div.stack.labels-top', kind, payment, language, paper), actions: [
        {label: t('word.cancel'), value: null, safe: true},
        {label: t('word.print'), kind: 'primary', key: 'F9 Ctrl+Enter', icon: 'printer', run: () => printAgain(bill.id, {
            kind: kind.value, ...payment && kind.value === 'receipt' && {paymentID: payment.value}, ...language.value && {language: language.value}, ...paper.value && {paper: paper.value}})},
    ]});
}

/** Large, to be read. @param {string} id of the document */
export const showPaper = id => session.can('printing.preview') && dialog({title: t('billing.paper.preview'), size: 'm', body: picture(id, t('billing.paper.preview')),
    actions: [{label: t('word.close'), value: null, safe: true}]});
