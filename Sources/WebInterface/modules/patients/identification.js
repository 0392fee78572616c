/** By what a patient is known at the bed and at the counter: the photo, the wristband, the card. */
import {h, v, t, card, columns, stack, button, notice, facts, confirm, dialog, toast} from '../../ui/index.js';
import {showProblem} from '../../ui/layout.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {dotted} from '../common/people.js';

/** The sides of what is sent, in the proportion of a photo for an identity card; the server makes it smaller still. */
const [WIDTH, HEIGHT] = [600, 800];
const pathOf = person => `/api/patients/${encodeURIComponent(person.id)}`;

/** The middle of a picture as a JPEG file in base64: a canvas keeps nothing of the file but its pixels. @param {CanvasImageSource} source @param {number} wide @param {number} high */
export function photoOf(source, wide, high) {
    const scale = Math.max(WIDTH / wide, HEIGHT / high);
    const [width, height] = [Math.min(WIDTH / scale, wide), Math.min(HEIGHT / scale, high)];
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(Math.min(WIDTH, width)), Math.round(Math.min(HEIGHT, height))];
    canvas.getContext('2d').drawImage(source, (wide - width) / 2, (high - height) / 2, width, height, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
}

/** @param {Blob} file */
async function photoOfFile(file) {
    let picture;
    try { picture = await createImageBitmap(file); } catch { return ''; }
    const image = photoOf(picture, picture.width, picture.height);
    picture.close();
    return image;
}

/** Shows what the camera sees until a key is pressed. @returns {Promise<string | null>} */
async function shoot() {
    let stream;
    try {
        stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'user', width: {ideal: 1280}, height: {ideal: 960}}});
    } catch {
        toast(t('identification.photo.noCamera'));
        return null;
    }
    const video = h('video.photo-live', {autoplay: true, playsinline: true, muted: true});
    video.srcObject = stream;
    try {
        return await dialog({title: t('identification.photo.take'), size: 'm', body: video, actions: [
            {label: t('word.cancel'), value: null, safe: true},
            {label: t('identification.photo.shoot'), kind: 'primary', key: 'F9 Ctrl+Enter', icon: 'check', first: true, run: () => video.videoWidth ? photoOf(video, video.videoWidth, video.videoHeight) : undefined},
        ]});
    } finally {
        for (const track of stream.getTracks()) track.stop();
    }
}

function photoPart(person, known, changed) {
    const may = session.can('identification.photo');
    const picture = known.photo ? h('img.photo', {src: `${pathOf(person)}/photo.jpeg?${known.photo.id}`, alt: '', title: t('identification.photo.of'), width: known.photo.width, height: known.photo.height})
        : h('p.muted', t('identification.photo.none'));
    const send = async (image, source) => {
        await api.put(`${pathOf(person)}/photo`, {image, source});
        toast(t('counter.saved'));
        changed();
    };
    const file = h('input', {type: 'file', accept: 'image/png,image/jpeg', hidden: true});
    const choose = button({label: t('identification.photo.choose'), kind: 'quiet', icon: 'add', run: () => file.click()});
    file.addEventListener('change', async () => {
        const [one] = file.files;
        file.value = '';
        if (!one) return;
        try { await send(await photoOfFile(one), 'file'); } catch (error) { showProblem(choose, error); }
    });
    const take = button({label: t('identification.photo.take'), busyLabel: t('identification.photo.take'), kind: 'quiet', icon: 'person', run: async () => {
        const image = await shoot();
        if (image) await send(image, 'camera');
    }});
    const remove = known.photo && button({label: t('identification.photo.remove'), busyLabel: t('identification.photo.remove'), kind: 'quiet', icon: 'trash', run: async () => {
        if (!await confirm({title: t('identification.photo.remove'), body: t('identification.photo.removeSentence'), action: t('identification.photo.remove'), keep: t('word.cancel')})) return;
        await api.delete(`${pathOf(person)}/photo`);
        changed();
    }});
    return stack(h('h3', t('identification.photo')), picture, may && h('div.row', take, choose, remove, file));
}

/** Prints one; from the second on a person says why. */
function printer(person, known, changed, kind, label, body = {}) {
    const issued = known.issues.some(one => one.kind === kind);
    return button({label, busyLabel: label, kind: 'quiet', icon: 'printer', run: async () => {
        const answer = issued ? await confirm({title: label, body: t('identification.again'), action: label, keep: t('word.cancel'), danger: false, reason: true}) : {};
        if (!answer) return;
        await api.post(`${pathOf(person)}/${kind}`, {...body, ...answer.reason && {reason: answer.reason}});
        toast(t('identification.sent'));
        changed();
    }});
}

const line = issue => h('p.row', h('strong', t(`identification.issue.${issue.kind}`, {number: v.num(issue.number)})), h('span.muted', dotted([v.dateTime(issue.issuedAt), v.ltr(issue.issuedBy), issue.reason && v.text(issue.reason)])));

/** @param {any} person as opened @param {any} known photo and issues @param {() => void} changed draws the page again @returns {HTMLElement} */
export function identificationCard(person, known, changed) {
    const may = session.can('identification.print') && !person.deceasedOn;
    const issued = stack(h('h3', t('identification.issues')), known.issues.length ? known.issues.slice(0, 8).map(line) : h('p.muted', t('identification.issues.none')),
        known.gsrn ? facts([[t('identification.gsrn'), v.id(known.gsrn)]]) : may && notice('info', t('identification.noPrefix')),
        may && h('div.row', printer(person, known, changed, 'wristband', t('identification.wristband.print')),
            printer(person, known, changed, 'card', t('identification.card.print')), printer(person, known, changed, 'card', t('identification.card.roll'), {form: 'roll'})));
    return card({title: t('identification.title')}, columns(2, photoPart(person, known, changed), issued));
}
