/** Names of months and days in the four languages: shown in dates, and understood when typed. */
import {language} from '../app/i18n.js';

const SHORT_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTHS = {
    ur: ['جنوری', 'فروری', 'مارچ', 'اپریل', 'مئی', 'جون', 'جولائی', 'اگست', 'ستمبر', 'اکتوبر', 'نومبر', 'دسمبر'],
    hi: ['जनवरी', 'फ़रवरी', 'मार्च', 'अप्रैल', 'मई', 'जून', 'जुलाई', 'अगस्त', 'सितंबर', 'अक्टूबर', 'नवंबर', 'दिसंबर'],
    ar: ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
};
const DAYS = {
    en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    ur: ['اتوار', 'پیر', 'منگل', 'بدھ', 'جمعرات', 'جمعہ', 'ہفتہ'],
    hi: ['रवि', 'सोम', 'मंगल', 'बुध', 'गुरु', 'शुक्र', 'शनि'],
    ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
};
const HIJRI = {
    en: ['Muharram', 'Safar', 'Rabiʿ I', 'Rabiʿ II', 'Jumada I', 'Jumada II', 'Rajab', 'Shaʿban', 'Ramadan', 'Shawwal', 'Dhu al-Qaʿda', 'Dhu al-Hijja'],
    ur: ['محرم', 'صفر', 'ربیع الاول', 'ربیع الثانی', 'جمادی الاول', 'جمادی الثانی', 'رجب', 'شعبان', 'رمضان', 'شوال', 'ذوالقعدہ', 'ذوالحجہ'],
    hi: ['मुहर्रम', 'सफ़र', 'रबी-उल-अव्वल', 'रबी-उल-आख़िर', 'जमादी-उल-अव्वल', 'जमादी-उल-आख़िर', 'रजब', 'शाबान', 'रमज़ान', 'शव्वाल', 'ज़ुल-क़ादा', 'ज़ुल-हिज्जा'],
    ar: ['محرّم', 'صفر', 'ربيع الأول', 'ربيع الآخر', 'جمادى الأولى', 'جمادى الآخرة', 'رجب', 'شعبان', 'رمضان', 'شوّال', 'ذو القعدة', 'ذو الحجة'],
};

/** Words people type for a month besides the names above, folded: full English, older and regional spellings. */
const ALSO = {
    january: 1, february: 2, march: 3, april: 4, june: 6, july: 7, august: 8, sept: 9, september: 9, october: 10, november: 11, december: 12,
    'فروي': 2, 'مي': 5, 'كانون الثاني': 1, 'شباط': 2, 'اذار': 3, 'نيسان': 4, 'ايار': 5, 'حزيران': 6, 'تموز': 7, 'اب': 8, 'ايلول': 9,
    'تشرين الاول': 10, 'تشرين الثاني': 11, 'كانون الاول': 12, 'अक्तूबर': 10, 'सितम्बर': 9, 'नवम्बर': 11, 'दिसम्बर': 12,
};

const TODAY = {today: 0, yesterday: -1, tomorrow: 1, 'آج': 0, 'کل': -1, 'आज': 0, 'कल': -1, 'اليوم': 0, 'امس': -1, 'غدا': 1};

const shown = () => language().slice(0, 2);

/** @param {number} month 1…12 @returns {string | {word: string}} a word that needs its own isolate, except in English */
export function monthPart(month) {
    const names = MONTHS[shown()];
    return names ? {word: names[month - 1]} : SHORT_EN[month - 1];
}
/** @param {number} day 0 = Sunday */
export function weekdayPart(day) {
    const lang = shown();
    return lang === 'en' ? DAYS.en[day] : {word: DAYS[lang][day]};
}
/** @param {number} month 1…12 */
export const hijriMonth = month => HIJRI[shown()][month - 1];
export const weekdayNames = () => DAYS[shown()];

/** @param {string} text */
const fold = text => text.toLowerCase().normalize('NFKD').replace(/[\u064B-\u0655\u0670\u093C]/g, '').normalize('NFC')
    .replace(/[يى]/g, 'ی').replace(/ك/g, 'ک').replace(/[أإآ]/g, 'ا').replace(/ئ/g, 'ی');

const known = new Map();
SHORT_EN.forEach((name, index) => known.set(fold(name), index + 1));
for (const names of Object.values(MONTHS)) names.forEach((name, index) => known.set(fold(name), index + 1));
for (const [name, month] of Object.entries(ALSO)) known.set(fold(name), month);

/** @param {string} word @returns {number | undefined} 1…12, from any of the four languages or three or more first letters of the English name */
export function monthFromWord(word) {
    const folded = fold(word);
    if (known.has(folded)) return known.get(folded);
    if (/^[a-z]{3,}$/.test(folded)) {
        const index = SHORT_EN.findIndex(name => folded.startsWith(name.toLowerCase()));
        if (index >= 0) return index + 1;
    }
    return undefined;
}

const words = new Map(Object.entries(TODAY).map(([word, shift]) => [fold(word), shift]));
/** @param {string} word @returns {number | undefined} days from today */
export const dayWord = word => words.get(fold(word));
