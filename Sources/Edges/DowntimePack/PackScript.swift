/// What runs in the ward's browser: plain script for browsers of 2023, no network.
enum PackScript {
    static let style = """
        body{font:16px/1.5 system-ui,"Noto Nastaliq Urdu","Noto Sans Devanagari",sans-serif;margin:1rem;color:#111}
        header{border-block-end:2px solid #444;margin-block-end:1rem}h1{font-size:1.3rem;margin:0}
        #age{margin:0;font-weight:600}#age.old{color:#fff;background:#a00;padding:.3rem}
        #told{color:#a00}button,input{font:inherit;padding:.4rem .8rem}
        table{border-collapse:collapse;inline-size:100%;margin-block-end:1.5rem}
        th,td{border:1px solid #888;padding:.2rem .5rem;text-align:start;vertical-align:top}thead{background:#eee}
        nav{position:sticky;inset-block-start:0;background:#fff;padding-block:.5rem;display:flex;gap:.5rem;flex-wrap:wrap}
        @media print{nav,form{display:none}}
        """

    static let script = """
        'use strict';
        const $ = id => document.getElementById(id);
        const facts = JSON.parse($('facts').textContent), pack = JSON.parse($('pack').textContent), w = facts.words;
        const bytes = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));
        const make = (tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; return e; };
        $('who').textContent = facts.hospital + ' \\u00b7 ' + facts.place;
        $('label').textContent = w.passphrase; $('go').textContent = w.open;
        function age() {
            const minutes = Math.max(0, Math.floor((Date.now() - facts.madeAt) / 60000));
            const old = minutes > facts.limitMinutes;
            $('age').textContent = w.made.replace('{time}', facts.time) + ' ' + w.minutes.replace('{count}', minutes) + (old ? ' ' + w.old : '');
            $('age').className = old ? 'old' : '';
        }
        age(); setInterval(age, 20000);
        async function content(phrase) {
            const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(phrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
            const key = await crypto.subtle.deriveKey({name: 'PBKDF2', hash: 'SHA-256', salt: bytes(pack.salt), iterations: pack.rounds},
                raw, {name: 'AES-GCM', length: 256}, false, ['decrypt']);
            const plain = await crypto.subtle.decrypt({name: 'AES-GCM', iv: bytes(pack.nonce), additionalData: new TextEncoder().encode(pack.label)}, key, bytes(pack.data));
            return JSON.parse(new TextDecoder().decode(plain));
        }
        function paper(text, label) {
            const link = make('button', label); link.type = 'button';
            link.onclick = () => window.open(URL.createObjectURL(new Blob([bytes(text)], {type: 'application/pdf'})));
            return link;
        }
        function show(all) {
            const box = make('input'); box.type = 'search'; box.placeholder = w.search; box.id = 'search';
            const nav = make('nav'); nav.append(box, paper(all.listsPDF, w.printLists));
            if (all.formsPDF) nav.append(paper(all.formsPDF, w.printForms));
            const main = $('shown'); main.append(nav, make('p', w.help));
            for (const list of all.lists) {
                const part = make('section'); part.id = list.name; part.append(make('h2', list.title));
                const table = make('table'), head = table.createTHead().insertRow(), body = table.createTBody();
                for (const word of list.head) head.append(make('th', word));
                for (const row of list.rows) { const line = body.insertRow(); for (const cell of row) { const one = make('td'); one.append(make('bdi', cell)); line.append(one); } }
                part.append(table); main.append(part);
            }
            box.oninput = () => {
                const wanted = box.value.normalize('NFKC').toLowerCase();
                for (const line of main.querySelectorAll('tbody tr')) line.hidden = !line.textContent.normalize('NFKC').toLowerCase().includes(wanted);
            };
            $('door').hidden = true; main.hidden = false; box.focus();
        }
        $('door').onsubmit = async event => {
            event.preventDefault();
            $('told').textContent = globalThis.crypto?.subtle ? w.opening : w.noCrypto;
            if (!globalThis.crypto?.subtle) return;
            try { show(await content($('phrase').value)); $('told').textContent = ''; } catch { $('told').textContent = w.wrong; }
        };
        """
}
