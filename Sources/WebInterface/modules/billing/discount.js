/** How much is let off, and why: as a percentage or as an amount. */
import {h, t, v, dialog, choiceField, textField, numberField, moneyField} from '../../ui/index.js';
import {readControl} from '../../ui/field.js';

/**
 * @param {import('./sums.js').Discount | null} before @param {{amount: number, currency: string}} gross
 * @returns {Promise<{discount: import('./sums.js').Discount | null} | null>} null: nothing changes
 */
export function askDiscount(before, gross) {
    const kind = choiceField({name: 'kind', label: t('billing.discount.kind'), value: before?.kind ?? 'percent', width: 'full',
        options: [{value: 'percent', label: t('billing.discount.percent')}, {value: 'amount', label: t('billing.discount.amount')}]});
    const percent = numberField({name: 'percent', label: t('billing.discount.percent'), required: true, width: 's', decimals: 2, min: 1, max: 10_000, value: before?.kind === 'percent' ? before.figure : null});
    const amount = moneyField({name: 'amount', label: t('billing.discount.amount'), required: true, width: 's', value: before?.kind === 'amount' ? {amount: before.figure, currency: gross.currency} : null});
    const reason = textField({name: 'reason', label: t('word.reason'), required: true, width: 'full', value: before?.reason ?? ''});
    percent.querySelector('input').setAttribute('data-autofocus', '');
    const show = () => { percent.hidden = kind.value !== 'percent'; amount.hidden = kind.value !== 'amount'; };
    kind.addEventListener('change', () => { show(); (kind.value === 'percent' ? percent : amount).focusField(); });
    show();
    const take = async () => {
        const figure = kind.value === 'percent' ? percent : amount;
        for (const field of [figure, reason]) field.error = field.problem();
        if (kind.value === 'amount' && !amount.error && amount.value.amount > gross.amount) amount.error = t('shell.form.atMost', {value: v.money(gross)});
        const bad = [figure, reason].find(field => field.error);
        if (bad) { bad.focusField(); return undefined; }
        return {discount: {kind: kind.value, figure: kind.value === 'percent' ? percent.value : amount.value.amount, reason: readControl(reason.control)}};
    };
    const body = h('div.stack.labels-top', kind, percent, amount, reason);
    body.addEventListener('keydown', event => {
        if (event.key !== 'Enter' || event.isComposing || event.ctrlKey) return;
        event.preventDefault();
        if (event.target.closest('[data-control="reason"]')) panel.element.querySelector('.button-primary').focus();
        else if (event.target.closest('s-choice')) (kind.value === 'percent' ? percent : amount).focusField();
        else reason.focusField();
    });
    const panel = dialog({title: t('word.discount'), size: 's', body, actions: [
        {label: t('word.cancel'), value: null, safe: true},
        ...before ? [{label: t('billing.discount.none'), value: {discount: null}}] : [],
        {label: t('billing.discount.take'), kind: 'primary', key: 'F9 Ctrl+Enter', icon: 'check', run: take},
    ]});
    return panel;
}
