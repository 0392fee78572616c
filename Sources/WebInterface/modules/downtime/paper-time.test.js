/** Paper time. */
import {suite, test, equal} from '../../test/harness.js';
import {locale} from '../../app/locale.js';
import {paperTime} from './paper-time.js';

suite('paper time', () => test('a time on paper is a moment of the hospital, whatever the zone of this computer', () => {
    const before = locale.timeZone;
    locale.timeZone = 'Asia/Karachi';
    equal(paperTime('2026-11-21', '14:05'), '2026-11-21T09:05:00.000Z');
    equal(paperTime('2026-11-21', '0905'), '2026-11-21T04:05:00.000Z');
    equal(paperTime('2026-11-21', '25:00'), null);
    equal(paperTime('2026-11-21', ''), null);
    locale.timeZone = 'Africa/Cairo';
    // Summer time ends at midnight after 29 October 2026 in Egypt.
    equal(paperTime('2026-10-29', '12:00'), '2026-10-29T09:00:00.000Z');
    equal(paperTime('2026-10-30', '12:00'), '2026-10-30T10:00:00.000Z');
    locale.timeZone = before;
}));
