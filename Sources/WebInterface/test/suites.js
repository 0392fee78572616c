// Made by Packaging/assets. Every in-page test of the tree.
import '../app/api.test.js';
import '../app/drafts.test.js';
import '../app/events.test.js';
import '../app/i18n.test.js';
import '../app/keys.test.js';
import '../app/router.test.js';
import '../app/scanner.test.js';
import '../app/search-query.test.js';
import '../app/signin.test.js';
import '../ui/data.test.js';
import '../ui/dates.test.js';
import '../ui/form.test.js';
import '../ui/money.test.js';
import '../ui/numbers.test.js';
import '../ui/pick.test.js';
import '../ui/review.test.js';
