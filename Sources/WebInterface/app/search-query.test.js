import {suite, test, equal} from '../test/harness.js';
import {readQuery} from './search-query.js';
import {labelDigits} from './labels.js';

suite('search box', () => {
    for (const [typed, kind, digits] of [
        ['0300-1234567', 'phone', '03001234567'], ['+92 300 1234567', 'phone', '923001234567'], ['۰۳۰۰۱۲۳۴۵۶۷', 'phone', '03001234567'],
        ['35202-1234567-1', 'cnic', '3520212345671'], ['३५२०२१२३४५६७१', 'cnic', '3520212345671'], ['22-1234-5678-9012', 'abha', '22123456789012'],
        ['احمد علی', 'text', ''], ['Ahmad 2', 'text', ''], ['>close', 'command', ''],
    ]) {
        test(`${typed} means ${kind}`, () => {
            const query = readQuery(typed);
            equal([query.kind, query.digits], [kind, digits]);
        });
    }
    test('a typed label number passes the same check as a scan', () => {
        const query = readQuery(labelDigits(2, '731234'));
        equal([query.kind, query.label?.kind, query.label?.number], ['label', 'visit', '731234']);
    });
});
