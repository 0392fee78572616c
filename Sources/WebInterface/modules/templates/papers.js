/** What all papers share: their digits, their calendar, and the logo in every letterhead. */
import {h, v, t, region, form, finishButton, columns, checkField, selectField, button, card, confirm, toast} from '../../ui/index.js';
import {showProblem} from '../../ui/layout.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

const DIGITS = [['ur', 'اردو', '۱۲۳۴۵۶'], ['hi', 'हिन्दी', '१२३४५६'], ['ar', 'العربية', '١٢٣٤٥٦']];
const SHIFTS = [-2, -1, 0, 1, 2];
/** The longest side of what is sent: the server makes it smaller still. */
const SIDE = 1600;

/** Any picture that the browser reads, such as a JPEG, as a PNG file in base64. @param {Blob} file */
export async function asPNG(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas.toDataURL('image/png').split(',')[1];
}

function logo(settings, may, again) {
    const known = settings.pictures.logo;
    const file = h('input', {type: 'file', accept: 'image/png,image/jpeg', hidden: true});
    const choose = button({label: t('templates.logo.choose'), busyLabel: t('templates.logo.sending'), icon: 'add', run: () => file.click()});
    file.addEventListener('change', async () => {
        const [one] = file.files;
        file.value = '';
        if (!one) return;
        choose.busy = true;
        try {
            let png;
            try { png = await asPNG(one); } catch { png = ''; }
            await api.put('/api/pictures/logo', {png});
            toast(t('templates.logo.saved'));
            again();
        } catch (error) { showProblem(choose, error); } finally { choose.busy = false; }
    });
    const remove = known && button({label: t('templates.logo.remove'), icon: 'trash', run: async () => {
        if (!await confirm({title: t('templates.logo.remove'), body: t('templates.logo.removeSentence'), action: t('templates.logo.remove'), keep: t('word.cancel')})) return;
        await api.delete('/api/pictures/logo');
        again();
    }});
    const picture = known ? h('img', {src: `/api/pictures/logo?${known.sha256}`, alt: '', title: t('templates.logo'), style: 'max-block-size: 6em; max-inline-size: 16em; background: #fff; padding: 4px'}) : h('p.hint', t('templates.logo.none'));
    return card({title: t('templates.logo')}, picture, h('p.hint', t('templates.logo.hint')), may && h('div.row', choose, remove, file));
}

function draw(settings, again) {
    const may = session.can('templates.manage');
    const fields = DIGITS.map(([language, word, digits]) => checkField({name: language, label: h('span', v.name(word), ' ', v.ltr(digits)), value: settings.localDigits.includes(language)}));
    const hijri = selectField({name: 'hijri', label: t('templates.hijri'), hint: t('templates.hijri.hint'), empty: false, width: 'full', value: settings.hijriShift === undefined ? 'off' : String(settings.hijriShift),
        options: [{value: 'off', label: t('templates.hijri.off')}, ...SHIFTS.map(days => ({value: String(days), label: t(`templates.hijri.shift.${days < 0 ? 'minus' : 'plus'}${Math.abs(days)}`)}))]});
    const entry = form({layout: 'top', label: t('templates.papers'), finish: values => api.put('/api/paper-settings', {version: settings.version,
        localDigits: DIGITS.map(one => one[0]).filter(language => values[language] === true), ...values.hijri !== 'off' && {hijriShift: Number(values.hijri)}}),
    done: async () => { toast(t('templates.papers.saved')); again(); }}, h('p.hint', t('templates.digits')), columns(4, ...fields, hijri));
    return h('div.stack', card({title: t('templates.papers')}, entry, may && h('div.row', h('span.grow'), finishButton(entry))), logo(settings, may, again));
}

/** @returns {HTMLElement | null} the settings of papers; null for those who may not see them */
export function papersForm() {
    if (!session.can('templates.read')) return null;
    const place = region({load: signal => api.get('/api/paper-settings', {signal}), draw: answer => draw(answer, () => { place.data = undefined; place.reload(); }), rows: 6});
    return place;
}
