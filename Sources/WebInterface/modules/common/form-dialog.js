/** A form over the page: adding or changing one thing of a list. */
import {t, dialog} from '../../ui/index.js';

/**
 * @param {{title: any, entry: import('../../ui/form.js').Form, action?: any, size?: 's' | 'm' | 'l', before?: any}} options
 * @returns {Promise<any>} the server's answer, or null when it was left
 */
export function formDialog({title, entry, action = t('word.save'), size = 'm', before}) {
    const told = entry.options.done;
    const panel = dialog({title, size, body: [before, entry], actions: [
        {label: t('word.cancel'), value: null, safe: true},
        {label: action, kind: 'primary', key: 'F9 Ctrl+Enter', icon: 'check', run: async () => { await entry.finish(); }},
    ]});
    entry.finisher = panel.element.querySelector('.button-primary');
    entry.focusFirst();
    entry.options.done = async (answer, form) => { await told?.(answer, form); panel.close(answer ?? true); };
    return panel;
}
