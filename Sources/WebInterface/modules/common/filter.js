/** A filter over a list: a few words, "all" first, the choice kept in the address. */
import {t, v, selectField} from '../../ui/index.js';
import {Phrase} from '../../ui/phrase.js';

/**
 * @param {{ctx: any, name: string, label: any, list: any, options: {value: string, label: any}[]}} options `list`: the table that is asked anew
 */
export function filterField({ctx, name, label, list, options}) {
    const field = selectField({name, label, empty: false, options: [{value: '', label: t('word.all')}, ...options]});
    field.control.value = ctx.query[name] ?? '';
    field.control.addEventListener('change', () => {
        ctx.setQuery({[name]: field.control.value});
        list.starts = [null];
        list.reload();
    });
    /** Options that come later. @param {{value: string, label: any}[]} more */
    field.offer = more => {
        for (const one of more) {
            const option = document.createElement('option');
            option.value = one.value;
            option.label = (one.label instanceof Phrase ? one.label : v.text(one.label)).plain();
            field.control.append(option);
        }
        field.control.value = ctx.query[name] ?? '';
    };
    return field;
}
