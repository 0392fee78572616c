/** Everything a page draws with, from one place. */
export {h, replace, text, styles, fire, uid, nodes} from './dom.js';
export {t, Phrase, Message, Value} from './phrase.js';
export {v, today, phoneText} from './v.js';
export {icon, mark} from './icons.js';
export {page, card, row, stack, columns, facts, tabs} from './layout.js';
export {button, iconButton, keyHint} from './button.js';
export {status, notice, emptyState, skeleton, problemBox, staleMark} from './states.js';
export {form, finishButton} from './form.js';
export {draftChip} from './draft-chip.js';
export {field} from './field.js';
export {textField, noteField, passwordField, idField, numberField, moneyField, dateField, birthField, phoneField, cnicField, choiceField,
    selectField, checkField, pickField} from './fields.js';
export {region} from './region.js';
export {table, fromApi} from './table.js';
export {lines} from './lines.js';
export {banner} from './banner.js';
export {tender} from './tender.js';
export {dialog, confirm, sheet} from './dialog.js';
export {toast, notify, beep} from './toast.js';
export {printChip} from './print.js';
export {menu} from './popup.js';
export {formatMoney, formatNumber, currencySymbol} from './format.js';
export {parseMoney} from './money.js';
