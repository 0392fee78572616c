// Made by Packaging/assets: the pages, inside the program. Do not edit.
#include "web_assets.h"

typedef struct {
    const char *path;
    const char *type;
    const unsigned char *bytes;
    size_t length;
} Asset;

static const unsigned char file_0[] = {
#embed "app/api.js"
};
static const unsigned char file_1[] = {
#embed "app/base.js"
};
static const unsigned char file_2[] = {
#embed "app/drafts.js"
};
static const unsigned char file_3[] = {
#embed "app/events.js"
};
static const unsigned char file_4[] = {
#embed "app/i18n.js"
};
static const unsigned char file_5[] = {
#embed "app/idle.js"
};
static const unsigned char file_6[] = {
#embed "app/keys.js"
};
static const unsigned char file_7[] = {
#embed "app/labels.js"
};
static const unsigned char file_8[] = {
#embed "app/language.js"
};
static const unsigned char file_9[] = {
#embed "app/locale.js"
};
static const unsigned char file_10[] = {
#embed "app/main.js"
};
static const unsigned char file_11[] = {
#embed "app/manifest.js"
};
static const unsigned char file_12[] = {
#embed "app/palette.js"
};
static const unsigned char file_13[] = {
#embed "app/problem.js"
};
static const unsigned char file_14[] = {
#embed "app/recent.js"
};
static const unsigned char file_15[] = {
#embed "app/router.js"
};
static const unsigned char file_16[] = {
#embed "app/scan-page.js"
};
static const unsigned char file_17[] = {
#embed "app/scanner-setup.js"
};
static const unsigned char file_18[] = {
#embed "app/scanner.js"
};
static const unsigned char file_19[] = {
#embed "app/sealed.js"
};
static const unsigned char file_20[] = {
#embed "app/search-query.js"
};
static const unsigned char file_21[] = {
#embed "app/session.js"
};
static const unsigned char file_22[] = {
#embed "app/shell.js"
};
static const unsigned char file_23[] = {
#embed "app/signin.js"
};
static const unsigned char file_24[] = {
#embed "app/station.js"
};
static const unsigned char file_25[] = {
#embed "app/status-cluster.js"
};
static const unsigned char file_26[] = {
#embed "app/store.js"
};
static const unsigned char file_27[] = {
#embed "css/admin.css"
};
static const unsigned char file_28[] = {
#embed "css/base.css"
};
static const unsigned char file_29[] = {
#embed "css/billing.css"
};
static const unsigned char file_30[] = {
#embed "css/components.css"
};
static const unsigned char file_31[] = {
#embed "css/counter.css"
};
static const unsigned char file_32[] = {
#embed "css/pattern.svg"
};
static const unsigned char file_33[] = {
#embed "css/print.css"
};
static const unsigned char file_34[] = {
#embed "css/tokens.css"
};
static const unsigned char file_35[] = {
#embed "i18n/ar/access.json"
};
static const unsigned char file_36[] = {
#embed "i18n/ar/alarms.json"
};
static const unsigned char file_37[] = {
#embed "i18n/ar/appliance.json"
};
static const unsigned char file_38[] = {
#embed "i18n/ar/auditTrail.json"
};
static const unsigned char file_39[] = {
#embed "i18n/ar/backup.json"
};
static const unsigned char file_40[] = {
#embed "i18n/ar/billing.json"
};
static const unsigned char file_41[] = {
#embed "i18n/ar/counter.json"
};
static const unsigned char file_42[] = {
#embed "i18n/ar/directory.json"
};
static const unsigned char file_43[] = {
#embed "i18n/ar/downtime.json"
};
static const unsigned char file_44[] = {
#embed "i18n/ar/drill.json"
};
static const unsigned char file_45[] = {
#embed "i18n/ar/encounters.json"
};
static const unsigned char file_46[] = {
#embed "i18n/ar/identification.json"
};
static const unsigned char file_47[] = {
#embed "i18n/ar/ledger.json"
};
static const unsigned char file_48[] = {
#embed "i18n/ar/mode.json"
};
static const unsigned char file_49[] = {
#embed "i18n/ar/patients.json"
};
static const unsigned char file_50[] = {
#embed "i18n/ar/printQueue.json"
};
static const unsigned char file_51[] = {
#embed "i18n/ar/printing.json"
};
static const unsigned char file_52[] = {
#embed "i18n/ar/schedule.json"
};
static const unsigned char file_53[] = {
#embed "i18n/ar/shell.json"
};
static const unsigned char file_54[] = {
#embed "i18n/ar/templates.json"
};
static const unsigned char file_55[] = {
#embed "i18n/en/access.json"
};
static const unsigned char file_56[] = {
#embed "i18n/en/alarms.json"
};
static const unsigned char file_57[] = {
#embed "i18n/en/appliance.json"
};
static const unsigned char file_58[] = {
#embed "i18n/en/auditTrail.json"
};
static const unsigned char file_59[] = {
#embed "i18n/en/backup.json"
};
static const unsigned char file_60[] = {
#embed "i18n/en/billing.json"
};
static const unsigned char file_61[] = {
#embed "i18n/en/counter.json"
};
static const unsigned char file_62[] = {
#embed "i18n/en/directory.json"
};
static const unsigned char file_63[] = {
#embed "i18n/en/downtime.json"
};
static const unsigned char file_64[] = {
#embed "i18n/en/drill.json"
};
static const unsigned char file_65[] = {
#embed "i18n/en/encounters.json"
};
static const unsigned char file_66[] = {
#embed "i18n/en/identification.json"
};
static const unsigned char file_67[] = {
#embed "i18n/en/ledger.json"
};
static const unsigned char file_68[] = {
#embed "i18n/en/mode.json"
};
static const unsigned char file_69[] = {
#embed "i18n/en/patients.json"
};
static const unsigned char file_70[] = {
#embed "i18n/en/printQueue.json"
};
static const unsigned char file_71[] = {
#embed "i18n/en/printing.json"
};
static const unsigned char file_72[] = {
#embed "i18n/en/schedule.json"
};
static const unsigned char file_73[] = {
#embed "i18n/en/shell.json"
};
static const unsigned char file_74[] = {
#embed "i18n/en/templates.json"
};
static const unsigned char file_75[] = {
#embed "i18n/hi/access.json"
};
static const unsigned char file_76[] = {
#embed "i18n/hi/alarms.json"
};
static const unsigned char file_77[] = {
#embed "i18n/hi/appliance.json"
};
static const unsigned char file_78[] = {
#embed "i18n/hi/auditTrail.json"
};
static const unsigned char file_79[] = {
#embed "i18n/hi/backup.json"
};
static const unsigned char file_80[] = {
#embed "i18n/hi/billing.json"
};
static const unsigned char file_81[] = {
#embed "i18n/hi/counter.json"
};
static const unsigned char file_82[] = {
#embed "i18n/hi/directory.json"
};
static const unsigned char file_83[] = {
#embed "i18n/hi/downtime.json"
};
static const unsigned char file_84[] = {
#embed "i18n/hi/drill.json"
};
static const unsigned char file_85[] = {
#embed "i18n/hi/encounters.json"
};
static const unsigned char file_86[] = {
#embed "i18n/hi/identification.json"
};
static const unsigned char file_87[] = {
#embed "i18n/hi/ledger.json"
};
static const unsigned char file_88[] = {
#embed "i18n/hi/mode.json"
};
static const unsigned char file_89[] = {
#embed "i18n/hi/patients.json"
};
static const unsigned char file_90[] = {
#embed "i18n/hi/printQueue.json"
};
static const unsigned char file_91[] = {
#embed "i18n/hi/printing.json"
};
static const unsigned char file_92[] = {
#embed "i18n/hi/schedule.json"
};
static const unsigned char file_93[] = {
#embed "i18n/hi/shell.json"
};
static const unsigned char file_94[] = {
#embed "i18n/hi/templates.json"
};
static const unsigned char file_95[] = {
#embed "i18n/ur/access.json"
};
static const unsigned char file_96[] = {
#embed "i18n/ur/alarms.json"
};
static const unsigned char file_97[] = {
#embed "i18n/ur/appliance.json"
};
static const unsigned char file_98[] = {
#embed "i18n/ur/auditTrail.json"
};
static const unsigned char file_99[] = {
#embed "i18n/ur/backup.json"
};
static const unsigned char file_100[] = {
#embed "i18n/ur/billing.json"
};
static const unsigned char file_101[] = {
#embed "i18n/ur/counter.json"
};
static const unsigned char file_102[] = {
#embed "i18n/ur/directory.json"
};
static const unsigned char file_103[] = {
#embed "i18n/ur/downtime.json"
};
static const unsigned char file_104[] = {
#embed "i18n/ur/drill.json"
};
static const unsigned char file_105[] = {
#embed "i18n/ur/encounters.json"
};
static const unsigned char file_106[] = {
#embed "i18n/ur/identification.json"
};
static const unsigned char file_107[] = {
#embed "i18n/ur/ledger.json"
};
static const unsigned char file_108[] = {
#embed "i18n/ur/mode.json"
};
static const unsigned char file_109[] = {
#embed "i18n/ur/patients.json"
};
static const unsigned char file_110[] = {
#embed "i18n/ur/printQueue.json"
};
static const unsigned char file_111[] = {
#embed "i18n/ur/printing.json"
};
static const unsigned char file_112[] = {
#embed "i18n/ur/schedule.json"
};
static const unsigned char file_113[] = {
#embed "i18n/ur/shell.json"
};
static const unsigned char file_114[] = {
#embed "i18n/ur/templates.json"
};
static const unsigned char file_115[] = {
#embed "index.html"
};
static const unsigned char file_116[] = {
#embed "modules/access/index.js"
};
static const unsigned char file_117[] = {
#embed "modules/access/password.js"
};
static const unsigned char file_118[] = {
#embed "modules/access/role.js"
};
static const unsigned char file_119[] = {
#embed "modules/access/sessions.js"
};
static const unsigned char file_120[] = {
#embed "modules/access/user.js"
};
static const unsigned char file_121[] = {
#embed "modules/access/users.js"
};
static const unsigned char file_122[] = {
#embed "modules/access/words.js"
};
static const unsigned char file_123[] = {
#embed "modules/alarms/alarms.js"
};
static const unsigned char file_124[] = {
#embed "modules/alarms/index.js"
};
static const unsigned char file_125[] = {
#embed "modules/appliance/index.js"
};
static const unsigned char file_126[] = {
#embed "modules/appliance/server.js"
};
static const unsigned char file_127[] = {
#embed "modules/auditTrail/actions.js"
};
static const unsigned char file_128[] = {
#embed "modules/auditTrail/index.js"
};
static const unsigned char file_129[] = {
#embed "modules/auditTrail/log.js"
};
static const unsigned char file_130[] = {
#embed "modules/auditTrail/visitors.js"
};
static const unsigned char file_131[] = {
#embed "modules/backup/backups.js"
};
static const unsigned char file_132[] = {
#embed "modules/backup/drills.js"
};
static const unsigned char file_133[] = {
#embed "modules/backup/index.js"
};
static const unsigned char file_134[] = {
#embed "modules/billing/bill.js"
};
static const unsigned char file_135[] = {
#embed "modules/billing/cashier.js"
};
static const unsigned char file_136[] = {
#embed "modules/billing/choose.js"
};
static const unsigned char file_137[] = {
#embed "modules/billing/columns.js"
};
static const unsigned char file_138[] = {
#embed "modules/billing/discount.js"
};
static const unsigned char file_139[] = {
#embed "modules/billing/entry.js"
};
static const unsigned char file_140[] = {
#embed "modules/billing/index.js"
};
static const unsigned char file_141[] = {
#embed "modules/billing/list.js"
};
static const unsigned char file_142[] = {
#embed "modules/billing/papers.js"
};
static const unsigned char file_143[] = {
#embed "modules/billing/paying.js"
};
static const unsigned char file_144[] = {
#embed "modules/billing/sums.js"
};
static const unsigned char file_145[] = {
#embed "modules/billing/takings.js"
};
static const unsigned char file_146[] = {
#embed "modules/common/day.js"
};
static const unsigned char file_147[] = {
#embed "modules/common/filter.js"
};
static const unsigned char file_148[] = {
#embed "modules/common/form-dialog.js"
};
static const unsigned char file_149[] = {
#embed "modules/common/guardian.js"
};
static const unsigned char file_150[] = {
#embed "modules/common/local-text.js"
};
static const unsigned char file_151[] = {
#embed "modules/common/people.js"
};
static const unsigned char file_152[] = {
#embed "modules/common/places.js"
};
static const unsigned char file_153[] = {
#embed "modules/common/station.js"
};
static const unsigned char file_154[] = {
#embed "modules/counter/chosen.js"
};
static const unsigned char file_155[] = {
#embed "modules/counter/desk.js"
};
static const unsigned char file_156[] = {
#embed "modules/counter/duplicates.js"
};
static const unsigned char file_157[] = {
#embed "modules/counter/index.js"
};
static const unsigned char file_158[] = {
#embed "modules/counter/matches.js"
};
static const unsigned char file_159[] = {
#embed "modules/counter/patient-edit.js"
};
static const unsigned char file_160[] = {
#embed "modules/counter/patient.js"
};
static const unsigned char file_161[] = {
#embed "modules/counter/place.js"
};
static const unsigned char file_162[] = {
#embed "modules/counter/queue.js"
};
static const unsigned char file_163[] = {
#embed "modules/counter/today.js"
};
static const unsigned char file_164[] = {
#embed "modules/counter/token.js"
};
static const unsigned char file_165[] = {
#embed "modules/counter/who.js"
};
static const unsigned char file_166[] = {
#embed "modules/directory/directory.js"
};
static const unsigned char file_167[] = {
#embed "modules/directory/forms.js"
};
static const unsigned char file_168[] = {
#embed "modules/directory/hospital.js"
};
static const unsigned char file_169[] = {
#embed "modules/directory/index.js"
};
static const unsigned char file_170[] = {
#embed "modules/directory/service.js"
};
static const unsigned char file_171[] = {
#embed "modules/downtime/entry.js"
};
static const unsigned char file_172[] = {
#embed "modules/downtime/index.js"
};
static const unsigned char file_173[] = {
#embed "modules/downtime/numbers.js"
};
static const unsigned char file_174[] = {
#embed "modules/downtime/paper-time.js"
};
static const unsigned char file_175[] = {
#embed "modules/downtime/places.js"
};
static const unsigned char file_176[] = {
#embed "modules/patients/background.js"
};
static const unsigned char file_177[] = {
#embed "modules/patients/history.js"
};
static const unsigned char file_178[] = {
#embed "modules/patients/identification.js"
};
static const unsigned char file_179[] = {
#embed "modules/patients/identifier-types.js"
};
static const unsigned char file_180[] = {
#embed "modules/patients/identifiers.js"
};
static const unsigned char file_181[] = {
#embed "modules/patients/import.js"
};
static const unsigned char file_182[] = {
#embed "modules/patients/imports.js"
};
static const unsigned char file_183[] = {
#embed "modules/patients/index.js"
};
static const unsigned char file_184[] = {
#embed "modules/patients/merge.js"
};
static const unsigned char file_185[] = {
#embed "modules/patients/merges.js"
};
static const unsigned char file_186[] = {
#embed "modules/patients/pairs.js"
};
static const unsigned char file_187[] = {
#embed "modules/patients/proposal.js"
};
static const unsigned char file_188[] = {
#embed "modules/patients/questions.js"
};
static const unsigned char file_189[] = {
#embed "modules/patients/restricted.js"
};
static const unsigned char file_190[] = {
#embed "modules/patients/unidentified.js"
};
static const unsigned char file_191[] = {
#embed "modules/printing/find.js"
};
static const unsigned char file_192[] = {
#embed "modules/printing/index.js"
};
static const unsigned char file_193[] = {
#embed "modules/printing/jobs.js"
};
static const unsigned char file_194[] = {
#embed "modules/printing/printer-state.js"
};
static const unsigned char file_195[] = {
#embed "modules/printing/printers.js"
};
static const unsigned char file_196[] = {
#embed "modules/schedule/index.js"
};
static const unsigned char file_197[] = {
#embed "modules/schedule/tasks.js"
};
static const unsigned char file_198[] = {
#embed "modules/templates/difference.js"
};
static const unsigned char file_199[] = {
#embed "modules/templates/editor.js"
};
static const unsigned char file_200[] = {
#embed "modules/templates/fields.js"
};
static const unsigned char file_201[] = {
#embed "modules/templates/history.js"
};
static const unsigned char file_202[] = {
#embed "modules/templates/index.js"
};
static const unsigned char file_203[] = {
#embed "modules/templates/list.js"
};
static const unsigned char file_204[] = {
#embed "modules/templates/papers.js"
};
static const unsigned char file_205[] = {
#embed "modules/templates/preview.js"
};
static const unsigned char file_206[] = {
#embed "modules/templates/unsaved.js"
};
static const unsigned char file_207[] = {
#embed "ui/banner.js"
};
static const unsigned char file_208[] = {
#embed "ui/birth.js"
};
static const unsigned char file_209[] = {
#embed "ui/button.js"
};
static const unsigned char file_210[] = {
#embed "ui/calendar-words.js"
};
static const unsigned char file_211[] = {
#embed "ui/calendar.js"
};
static const unsigned char file_212[] = {
#embed "ui/choice.js"
};
static const unsigned char file_213[] = {
#embed "ui/control.js"
};
static const unsigned char file_214[] = {
#embed "ui/date-field.js"
};
static const unsigned char file_215[] = {
#embed "ui/date-parse.js"
};
static const unsigned char file_216[] = {
#embed "ui/dialog.js"
};
static const unsigned char file_217[] = {
#embed "ui/dom.js"
};
static const unsigned char file_218[] = {
#embed "ui/draft-chip.js"
};
static const unsigned char file_219[] = {
#embed "ui/field.js"
};
static const unsigned char file_220[] = {
#embed "ui/fields.js"
};
static const unsigned char file_221[] = {
#embed "ui/fold.js"
};
static const unsigned char file_222[] = {
#embed "ui/form-errors.js"
};
static const unsigned char file_223[] = {
#embed "ui/form.js"
};
static const unsigned char file_224[] = {
#embed "ui/format.js"
};
static const unsigned char file_225[] = {
#embed "ui/icon.svg"
};
static const unsigned char file_226[] = {
#embed "ui/icons.js"
};
static const unsigned char file_227[] = {
#embed "ui/index.js"
};
static const unsigned char file_228[] = {
#embed "ui/layout.js"
};
static const unsigned char file_229[] = {
#embed "ui/lines.js"
};
static const unsigned char file_230[] = {
#embed "ui/money.js"
};
static const unsigned char file_231[] = {
#embed "ui/phone.js"
};
static const unsigned char file_232[] = {
#embed "ui/phrase.js"
};
static const unsigned char file_233[] = {
#embed "ui/pick.js"
};
static const unsigned char file_234[] = {
#embed "ui/popup.js"
};
static const unsigned char file_235[] = {
#embed "ui/print.js"
};
static const unsigned char file_236[] = {
#embed "ui/region.js"
};
static const unsigned char file_237[] = {
#embed "ui/states.js"
};
static const unsigned char file_238[] = {
#embed "ui/table.js"
};
static const unsigned char file_239[] = {
#embed "ui/tender.js"
};
static const unsigned char file_240[] = {
#embed "ui/toast.js"
};
static const unsigned char file_241[] = {
#embed "ui/v.js"
};
#ifdef DEBUG
static const unsigned char file_242[] = {
#embed "app/api.test.js"
};
static const unsigned char file_243[] = {
#embed "app/drafts.test.js"
};
static const unsigned char file_244[] = {
#embed "app/events.test.js"
};
static const unsigned char file_245[] = {
#embed "app/i18n.test.js"
};
static const unsigned char file_246[] = {
#embed "app/keys.test.js"
};
static const unsigned char file_247[] = {
#embed "app/palette.test.js"
};
static const unsigned char file_248[] = {
#embed "app/router.test.js"
};
static const unsigned char file_249[] = {
#embed "app/scanner.test.js"
};
static const unsigned char file_250[] = {
#embed "app/search-query.test.js"
};
static const unsigned char file_251[] = {
#embed "app/signin.test.js"
};
static const unsigned char file_252[] = {
#embed "modules/billing/cashier.test.js"
};
static const unsigned char file_253[] = {
#embed "modules/billing/sums.test.js"
};
static const unsigned char file_254[] = {
#embed "modules/common/review.test.js"
};
static const unsigned char file_255[] = {
#embed "modules/common/stage.test.js"
};
static const unsigned char file_256[] = {
#embed "modules/counter/desk.test.js"
};
static const unsigned char file_257[] = {
#embed "modules/downtime/entry.test.js"
};
static const unsigned char file_258[] = {
#embed "modules/downtime/paper-time.test.js"
};
static const unsigned char file_259[] = {
#embed "modules/patients/identification.test.js"
};
static const unsigned char file_260[] = {
#embed "modules/patients/merge.test.js"
};
static const unsigned char file_261[] = {
#embed "modules/patients/pairs.test.js"
};
static const unsigned char file_262[] = {
#embed "modules/patients/records.test.js"
};
static const unsigned char file_263[] = {
#embed "modules/schedule/tasks.test.js"
};
static const unsigned char file_264[] = {
#embed "modules/templates/editor.test.js"
};
static const unsigned char file_265[] = {
#embed "test/checks.js"
};
static const unsigned char file_266[] = {
#embed "test/harness.js"
};
static const unsigned char file_267[] = {
#embed "test/index.html"
};
static const unsigned char file_268[] = {
#embed "test/run.js"
};
static const unsigned char file_269[] = {
#embed "test/samples.js"
};
static const unsigned char file_270[] = {
#embed "test/stage.js"
};
static const unsigned char file_271[] = {
#embed "test/suites.js"
};
static const unsigned char file_272[] = {
#embed "test/test.css"
};
static const unsigned char file_273[] = {
#embed "ui/data.test.js"
};
static const unsigned char file_274[] = {
#embed "ui/dates.test.js"
};
static const unsigned char file_275[] = {
#embed "ui/form.test.js"
};
static const unsigned char file_276[] = {
#embed "ui/money.test.js"
};
static const unsigned char file_277[] = {
#embed "ui/numbers.test.js"
};
static const unsigned char file_278[] = {
#embed "ui/pick.test.js"
};
static const unsigned char file_279[] = {
#embed "ui/review.test.js"
};
#endif

static const Asset assets[] = {
    {"app/api.js", "text/javascript; charset=utf-8", file_0, sizeof file_0},
    {"app/base.js", "text/javascript; charset=utf-8", file_1, sizeof file_1},
    {"app/drafts.js", "text/javascript; charset=utf-8", file_2, sizeof file_2},
    {"app/events.js", "text/javascript; charset=utf-8", file_3, sizeof file_3},
    {"app/i18n.js", "text/javascript; charset=utf-8", file_4, sizeof file_4},
    {"app/idle.js", "text/javascript; charset=utf-8", file_5, sizeof file_5},
    {"app/keys.js", "text/javascript; charset=utf-8", file_6, sizeof file_6},
    {"app/labels.js", "text/javascript; charset=utf-8", file_7, sizeof file_7},
    {"app/language.js", "text/javascript; charset=utf-8", file_8, sizeof file_8},
    {"app/locale.js", "text/javascript; charset=utf-8", file_9, sizeof file_9},
    {"app/main.js", "text/javascript; charset=utf-8", file_10, sizeof file_10},
    {"app/manifest.js", "text/javascript; charset=utf-8", file_11, sizeof file_11},
    {"app/palette.js", "text/javascript; charset=utf-8", file_12, sizeof file_12},
    {"app/problem.js", "text/javascript; charset=utf-8", file_13, sizeof file_13},
    {"app/recent.js", "text/javascript; charset=utf-8", file_14, sizeof file_14},
    {"app/router.js", "text/javascript; charset=utf-8", file_15, sizeof file_15},
    {"app/scan-page.js", "text/javascript; charset=utf-8", file_16, sizeof file_16},
    {"app/scanner-setup.js", "text/javascript; charset=utf-8", file_17, sizeof file_17},
    {"app/scanner.js", "text/javascript; charset=utf-8", file_18, sizeof file_18},
    {"app/sealed.js", "text/javascript; charset=utf-8", file_19, sizeof file_19},
    {"app/search-query.js", "text/javascript; charset=utf-8", file_20, sizeof file_20},
    {"app/session.js", "text/javascript; charset=utf-8", file_21, sizeof file_21},
    {"app/shell.js", "text/javascript; charset=utf-8", file_22, sizeof file_22},
    {"app/signin.js", "text/javascript; charset=utf-8", file_23, sizeof file_23},
    {"app/station.js", "text/javascript; charset=utf-8", file_24, sizeof file_24},
    {"app/status-cluster.js", "text/javascript; charset=utf-8", file_25, sizeof file_25},
    {"app/store.js", "text/javascript; charset=utf-8", file_26, sizeof file_26},
    {"css/admin.css", "text/css; charset=utf-8", file_27, sizeof file_27},
    {"css/base.css", "text/css; charset=utf-8", file_28, sizeof file_28},
    {"css/billing.css", "text/css; charset=utf-8", file_29, sizeof file_29},
    {"css/components.css", "text/css; charset=utf-8", file_30, sizeof file_30},
    {"css/counter.css", "text/css; charset=utf-8", file_31, sizeof file_31},
    {"css/pattern.svg", "image/svg+xml", file_32, sizeof file_32},
    {"css/print.css", "text/css; charset=utf-8", file_33, sizeof file_33},
    {"css/tokens.css", "text/css; charset=utf-8", file_34, sizeof file_34},
    {"i18n/ar/access.json", "application/json", file_35, sizeof file_35},
    {"i18n/ar/alarms.json", "application/json", file_36, sizeof file_36},
    {"i18n/ar/appliance.json", "application/json", file_37, sizeof file_37},
    {"i18n/ar/auditTrail.json", "application/json", file_38, sizeof file_38},
    {"i18n/ar/backup.json", "application/json", file_39, sizeof file_39},
    {"i18n/ar/billing.json", "application/json", file_40, sizeof file_40},
    {"i18n/ar/counter.json", "application/json", file_41, sizeof file_41},
    {"i18n/ar/directory.json", "application/json", file_42, sizeof file_42},
    {"i18n/ar/downtime.json", "application/json", file_43, sizeof file_43},
    {"i18n/ar/drill.json", "application/json", file_44, sizeof file_44},
    {"i18n/ar/encounters.json", "application/json", file_45, sizeof file_45},
    {"i18n/ar/identification.json", "application/json", file_46, sizeof file_46},
    {"i18n/ar/ledger.json", "application/json", file_47, sizeof file_47},
    {"i18n/ar/mode.json", "application/json", file_48, sizeof file_48},
    {"i18n/ar/patients.json", "application/json", file_49, sizeof file_49},
    {"i18n/ar/printQueue.json", "application/json", file_50, sizeof file_50},
    {"i18n/ar/printing.json", "application/json", file_51, sizeof file_51},
    {"i18n/ar/schedule.json", "application/json", file_52, sizeof file_52},
    {"i18n/ar/shell.json", "application/json", file_53, sizeof file_53},
    {"i18n/ar/templates.json", "application/json", file_54, sizeof file_54},
    {"i18n/en/access.json", "application/json", file_55, sizeof file_55},
    {"i18n/en/alarms.json", "application/json", file_56, sizeof file_56},
    {"i18n/en/appliance.json", "application/json", file_57, sizeof file_57},
    {"i18n/en/auditTrail.json", "application/json", file_58, sizeof file_58},
    {"i18n/en/backup.json", "application/json", file_59, sizeof file_59},
    {"i18n/en/billing.json", "application/json", file_60, sizeof file_60},
    {"i18n/en/counter.json", "application/json", file_61, sizeof file_61},
    {"i18n/en/directory.json", "application/json", file_62, sizeof file_62},
    {"i18n/en/downtime.json", "application/json", file_63, sizeof file_63},
    {"i18n/en/drill.json", "application/json", file_64, sizeof file_64},
    {"i18n/en/encounters.json", "application/json", file_65, sizeof file_65},
    {"i18n/en/identification.json", "application/json", file_66, sizeof file_66},
    {"i18n/en/ledger.json", "application/json", file_67, sizeof file_67},
    {"i18n/en/mode.json", "application/json", file_68, sizeof file_68},
    {"i18n/en/patients.json", "application/json", file_69, sizeof file_69},
    {"i18n/en/printQueue.json", "application/json", file_70, sizeof file_70},
    {"i18n/en/printing.json", "application/json", file_71, sizeof file_71},
    {"i18n/en/schedule.json", "application/json", file_72, sizeof file_72},
    {"i18n/en/shell.json", "application/json", file_73, sizeof file_73},
    {"i18n/en/templates.json", "application/json", file_74, sizeof file_74},
    {"i18n/hi/access.json", "application/json", file_75, sizeof file_75},
    {"i18n/hi/alarms.json", "application/json", file_76, sizeof file_76},
    {"i18n/hi/appliance.json", "application/json", file_77, sizeof file_77},
    {"i18n/hi/auditTrail.json", "application/json", file_78, sizeof file_78},
    {"i18n/hi/backup.json", "application/json", file_79, sizeof file_79},
    {"i18n/hi/billing.json", "application/json", file_80, sizeof file_80},
    {"i18n/hi/counter.json", "application/json", file_81, sizeof file_81},
    {"i18n/hi/directory.json", "application/json", file_82, sizeof file_82},
    {"i18n/hi/downtime.json", "application/json", file_83, sizeof file_83},
    {"i18n/hi/drill.json", "application/json", file_84, sizeof file_84},
    {"i18n/hi/encounters.json", "application/json", file_85, sizeof file_85},
    {"i18n/hi/identification.json", "application/json", file_86, sizeof file_86},
    {"i18n/hi/ledger.json", "application/json", file_87, sizeof file_87},
    {"i18n/hi/mode.json", "application/json", file_88, sizeof file_88},
    {"i18n/hi/patients.json", "application/json", file_89, sizeof file_89},
    {"i18n/hi/printQueue.json", "application/json", file_90, sizeof file_90},
    {"i18n/hi/printing.json", "application/json", file_91, sizeof file_91},
    {"i18n/hi/schedule.json", "application/json", file_92, sizeof file_92},
    {"i18n/hi/shell.json", "application/json", file_93, sizeof file_93},
    {"i18n/hi/templates.json", "application/json", file_94, sizeof file_94},
    {"i18n/ur/access.json", "application/json", file_95, sizeof file_95},
    {"i18n/ur/alarms.json", "application/json", file_96, sizeof file_96},
    {"i18n/ur/appliance.json", "application/json", file_97, sizeof file_97},
    {"i18n/ur/auditTrail.json", "application/json", file_98, sizeof file_98},
    {"i18n/ur/backup.json", "application/json", file_99, sizeof file_99},
    {"i18n/ur/billing.json", "application/json", file_100, sizeof file_100},
    {"i18n/ur/counter.json", "application/json", file_101, sizeof file_101},
    {"i18n/ur/directory.json", "application/json", file_102, sizeof file_102},
    {"i18n/ur/downtime.json", "application/json", file_103, sizeof file_103},
    {"i18n/ur/drill.json", "application/json", file_104, sizeof file_104},
    {"i18n/ur/encounters.json", "application/json", file_105, sizeof file_105},
    {"i18n/ur/identification.json", "application/json", file_106, sizeof file_106},
    {"i18n/ur/ledger.json", "application/json", file_107, sizeof file_107},
    {"i18n/ur/mode.json", "application/json", file_108, sizeof file_108},
    {"i18n/ur/patients.json", "application/json", file_109, sizeof file_109},
    {"i18n/ur/printQueue.json", "application/json", file_110, sizeof file_110},
    {"i18n/ur/printing.json", "application/json", file_111, sizeof file_111},
    {"i18n/ur/schedule.json", "application/json", file_112, sizeof file_112},
    {"i18n/ur/shell.json", "application/json", file_113, sizeof file_113},
    {"i18n/ur/templates.json", "application/json", file_114, sizeof file_114},
    {"index.html", "text/html; charset=utf-8", file_115, sizeof file_115},
    {"modules/access/index.js", "text/javascript; charset=utf-8", file_116, sizeof file_116},
    {"modules/access/password.js", "text/javascript; charset=utf-8", file_117, sizeof file_117},
    {"modules/access/role.js", "text/javascript; charset=utf-8", file_118, sizeof file_118},
    {"modules/access/sessions.js", "text/javascript; charset=utf-8", file_119, sizeof file_119},
    {"modules/access/user.js", "text/javascript; charset=utf-8", file_120, sizeof file_120},
    {"modules/access/users.js", "text/javascript; charset=utf-8", file_121, sizeof file_121},
    {"modules/access/words.js", "text/javascript; charset=utf-8", file_122, sizeof file_122},
    {"modules/alarms/alarms.js", "text/javascript; charset=utf-8", file_123, sizeof file_123},
    {"modules/alarms/index.js", "text/javascript; charset=utf-8", file_124, sizeof file_124},
    {"modules/appliance/index.js", "text/javascript; charset=utf-8", file_125, sizeof file_125},
    {"modules/appliance/server.js", "text/javascript; charset=utf-8", file_126, sizeof file_126},
    {"modules/auditTrail/actions.js", "text/javascript; charset=utf-8", file_127, sizeof file_127},
    {"modules/auditTrail/index.js", "text/javascript; charset=utf-8", file_128, sizeof file_128},
    {"modules/auditTrail/log.js", "text/javascript; charset=utf-8", file_129, sizeof file_129},
    {"modules/auditTrail/visitors.js", "text/javascript; charset=utf-8", file_130, sizeof file_130},
    {"modules/backup/backups.js", "text/javascript; charset=utf-8", file_131, sizeof file_131},
    {"modules/backup/drills.js", "text/javascript; charset=utf-8", file_132, sizeof file_132},
    {"modules/backup/index.js", "text/javascript; charset=utf-8", file_133, sizeof file_133},
    {"modules/billing/bill.js", "text/javascript; charset=utf-8", file_134, sizeof file_134},
    {"modules/billing/cashier.js", "text/javascript; charset=utf-8", file_135, sizeof file_135},
    {"modules/billing/choose.js", "text/javascript; charset=utf-8", file_136, sizeof file_136},
    {"modules/billing/columns.js", "text/javascript; charset=utf-8", file_137, sizeof file_137},
    {"modules/billing/discount.js", "text/javascript; charset=utf-8", file_138, sizeof file_138},
    {"modules/billing/entry.js", "text/javascript; charset=utf-8", file_139, sizeof file_139},
    {"modules/billing/index.js", "text/javascript; charset=utf-8", file_140, sizeof file_140},
    {"modules/billing/list.js", "text/javascript; charset=utf-8", file_141, sizeof file_141},
    {"modules/billing/papers.js", "text/javascript; charset=utf-8", file_142, sizeof file_142},
    {"modules/billing/paying.js", "text/javascript; charset=utf-8", file_143, sizeof file_143},
    {"modules/billing/sums.js", "text/javascript; charset=utf-8", file_144, sizeof file_144},
    {"modules/billing/takings.js", "text/javascript; charset=utf-8", file_145, sizeof file_145},
    {"modules/common/day.js", "text/javascript; charset=utf-8", file_146, sizeof file_146},
    {"modules/common/filter.js", "text/javascript; charset=utf-8", file_147, sizeof file_147},
    {"modules/common/form-dialog.js", "text/javascript; charset=utf-8", file_148, sizeof file_148},
    {"modules/common/guardian.js", "text/javascript; charset=utf-8", file_149, sizeof file_149},
    {"modules/common/local-text.js", "text/javascript; charset=utf-8", file_150, sizeof file_150},
    {"modules/common/people.js", "text/javascript; charset=utf-8", file_151, sizeof file_151},
    {"modules/common/places.js", "text/javascript; charset=utf-8", file_152, sizeof file_152},
    {"modules/common/station.js", "text/javascript; charset=utf-8", file_153, sizeof file_153},
    {"modules/counter/chosen.js", "text/javascript; charset=utf-8", file_154, sizeof file_154},
    {"modules/counter/desk.js", "text/javascript; charset=utf-8", file_155, sizeof file_155},
    {"modules/counter/duplicates.js", "text/javascript; charset=utf-8", file_156, sizeof file_156},
    {"modules/counter/index.js", "text/javascript; charset=utf-8", file_157, sizeof file_157},
    {"modules/counter/matches.js", "text/javascript; charset=utf-8", file_158, sizeof file_158},
    {"modules/counter/patient-edit.js", "text/javascript; charset=utf-8", file_159, sizeof file_159},
    {"modules/counter/patient.js", "text/javascript; charset=utf-8", file_160, sizeof file_160},
    {"modules/counter/place.js", "text/javascript; charset=utf-8", file_161, sizeof file_161},
    {"modules/counter/queue.js", "text/javascript; charset=utf-8", file_162, sizeof file_162},
    {"modules/counter/today.js", "text/javascript; charset=utf-8", file_163, sizeof file_163},
    {"modules/counter/token.js", "text/javascript; charset=utf-8", file_164, sizeof file_164},
    {"modules/counter/who.js", "text/javascript; charset=utf-8", file_165, sizeof file_165},
    {"modules/directory/directory.js", "text/javascript; charset=utf-8", file_166, sizeof file_166},
    {"modules/directory/forms.js", "text/javascript; charset=utf-8", file_167, sizeof file_167},
    {"modules/directory/hospital.js", "text/javascript; charset=utf-8", file_168, sizeof file_168},
    {"modules/directory/index.js", "text/javascript; charset=utf-8", file_169, sizeof file_169},
    {"modules/directory/service.js", "text/javascript; charset=utf-8", file_170, sizeof file_170},
    {"modules/downtime/entry.js", "text/javascript; charset=utf-8", file_171, sizeof file_171},
    {"modules/downtime/index.js", "text/javascript; charset=utf-8", file_172, sizeof file_172},
    {"modules/downtime/numbers.js", "text/javascript; charset=utf-8", file_173, sizeof file_173},
    {"modules/downtime/paper-time.js", "text/javascript; charset=utf-8", file_174, sizeof file_174},
    {"modules/downtime/places.js", "text/javascript; charset=utf-8", file_175, sizeof file_175},
    {"modules/patients/background.js", "text/javascript; charset=utf-8", file_176, sizeof file_176},
    {"modules/patients/history.js", "text/javascript; charset=utf-8", file_177, sizeof file_177},
    {"modules/patients/identification.js", "text/javascript; charset=utf-8", file_178, sizeof file_178},
    {"modules/patients/identifier-types.js", "text/javascript; charset=utf-8", file_179, sizeof file_179},
    {"modules/patients/identifiers.js", "text/javascript; charset=utf-8", file_180, sizeof file_180},
    {"modules/patients/import.js", "text/javascript; charset=utf-8", file_181, sizeof file_181},
    {"modules/patients/imports.js", "text/javascript; charset=utf-8", file_182, sizeof file_182},
    {"modules/patients/index.js", "text/javascript; charset=utf-8", file_183, sizeof file_183},
    {"modules/patients/merge.js", "text/javascript; charset=utf-8", file_184, sizeof file_184},
    {"modules/patients/merges.js", "text/javascript; charset=utf-8", file_185, sizeof file_185},
    {"modules/patients/pairs.js", "text/javascript; charset=utf-8", file_186, sizeof file_186},
    {"modules/patients/proposal.js", "text/javascript; charset=utf-8", file_187, sizeof file_187},
    {"modules/patients/questions.js", "text/javascript; charset=utf-8", file_188, sizeof file_188},
    {"modules/patients/restricted.js", "text/javascript; charset=utf-8", file_189, sizeof file_189},
    {"modules/patients/unidentified.js", "text/javascript; charset=utf-8", file_190, sizeof file_190},
    {"modules/printing/find.js", "text/javascript; charset=utf-8", file_191, sizeof file_191},
    {"modules/printing/index.js", "text/javascript; charset=utf-8", file_192, sizeof file_192},
    {"modules/printing/jobs.js", "text/javascript; charset=utf-8", file_193, sizeof file_193},
    {"modules/printing/printer-state.js", "text/javascript; charset=utf-8", file_194, sizeof file_194},
    {"modules/printing/printers.js", "text/javascript; charset=utf-8", file_195, sizeof file_195},
    {"modules/schedule/index.js", "text/javascript; charset=utf-8", file_196, sizeof file_196},
    {"modules/schedule/tasks.js", "text/javascript; charset=utf-8", file_197, sizeof file_197},
    {"modules/templates/difference.js", "text/javascript; charset=utf-8", file_198, sizeof file_198},
    {"modules/templates/editor.js", "text/javascript; charset=utf-8", file_199, sizeof file_199},
    {"modules/templates/fields.js", "text/javascript; charset=utf-8", file_200, sizeof file_200},
    {"modules/templates/history.js", "text/javascript; charset=utf-8", file_201, sizeof file_201},
    {"modules/templates/index.js", "text/javascript; charset=utf-8", file_202, sizeof file_202},
    {"modules/templates/list.js", "text/javascript; charset=utf-8", file_203, sizeof file_203},
    {"modules/templates/papers.js", "text/javascript; charset=utf-8", file_204, sizeof file_204},
    {"modules/templates/preview.js", "text/javascript; charset=utf-8", file_205, sizeof file_205},
    {"modules/templates/unsaved.js", "text/javascript; charset=utf-8", file_206, sizeof file_206},
    {"ui/banner.js", "text/javascript; charset=utf-8", file_207, sizeof file_207},
    {"ui/birth.js", "text/javascript; charset=utf-8", file_208, sizeof file_208},
    {"ui/button.js", "text/javascript; charset=utf-8", file_209, sizeof file_209},
    {"ui/calendar-words.js", "text/javascript; charset=utf-8", file_210, sizeof file_210},
    {"ui/calendar.js", "text/javascript; charset=utf-8", file_211, sizeof file_211},
    {"ui/choice.js", "text/javascript; charset=utf-8", file_212, sizeof file_212},
    {"ui/control.js", "text/javascript; charset=utf-8", file_213, sizeof file_213},
    {"ui/date-field.js", "text/javascript; charset=utf-8", file_214, sizeof file_214},
    {"ui/date-parse.js", "text/javascript; charset=utf-8", file_215, sizeof file_215},
    {"ui/dialog.js", "text/javascript; charset=utf-8", file_216, sizeof file_216},
    {"ui/dom.js", "text/javascript; charset=utf-8", file_217, sizeof file_217},
    {"ui/draft-chip.js", "text/javascript; charset=utf-8", file_218, sizeof file_218},
    {"ui/field.js", "text/javascript; charset=utf-8", file_219, sizeof file_219},
    {"ui/fields.js", "text/javascript; charset=utf-8", file_220, sizeof file_220},
    {"ui/fold.js", "text/javascript; charset=utf-8", file_221, sizeof file_221},
    {"ui/form-errors.js", "text/javascript; charset=utf-8", file_222, sizeof file_222},
    {"ui/form.js", "text/javascript; charset=utf-8", file_223, sizeof file_223},
    {"ui/format.js", "text/javascript; charset=utf-8", file_224, sizeof file_224},
    {"ui/icon.svg", "image/svg+xml", file_225, sizeof file_225},
    {"ui/icons.js", "text/javascript; charset=utf-8", file_226, sizeof file_226},
    {"ui/index.js", "text/javascript; charset=utf-8", file_227, sizeof file_227},
    {"ui/layout.js", "text/javascript; charset=utf-8", file_228, sizeof file_228},
    {"ui/lines.js", "text/javascript; charset=utf-8", file_229, sizeof file_229},
    {"ui/money.js", "text/javascript; charset=utf-8", file_230, sizeof file_230},
    {"ui/phone.js", "text/javascript; charset=utf-8", file_231, sizeof file_231},
    {"ui/phrase.js", "text/javascript; charset=utf-8", file_232, sizeof file_232},
    {"ui/pick.js", "text/javascript; charset=utf-8", file_233, sizeof file_233},
    {"ui/popup.js", "text/javascript; charset=utf-8", file_234, sizeof file_234},
    {"ui/print.js", "text/javascript; charset=utf-8", file_235, sizeof file_235},
    {"ui/region.js", "text/javascript; charset=utf-8", file_236, sizeof file_236},
    {"ui/states.js", "text/javascript; charset=utf-8", file_237, sizeof file_237},
    {"ui/table.js", "text/javascript; charset=utf-8", file_238, sizeof file_238},
    {"ui/tender.js", "text/javascript; charset=utf-8", file_239, sizeof file_239},
    {"ui/toast.js", "text/javascript; charset=utf-8", file_240, sizeof file_240},
    {"ui/v.js", "text/javascript; charset=utf-8", file_241, sizeof file_241},
#ifdef DEBUG
    {"app/api.test.js", "text/javascript; charset=utf-8", file_242, sizeof file_242},
    {"app/drafts.test.js", "text/javascript; charset=utf-8", file_243, sizeof file_243},
    {"app/events.test.js", "text/javascript; charset=utf-8", file_244, sizeof file_244},
    {"app/i18n.test.js", "text/javascript; charset=utf-8", file_245, sizeof file_245},
    {"app/keys.test.js", "text/javascript; charset=utf-8", file_246, sizeof file_246},
    {"app/palette.test.js", "text/javascript; charset=utf-8", file_247, sizeof file_247},
    {"app/router.test.js", "text/javascript; charset=utf-8", file_248, sizeof file_248},
    {"app/scanner.test.js", "text/javascript; charset=utf-8", file_249, sizeof file_249},
    {"app/search-query.test.js", "text/javascript; charset=utf-8", file_250, sizeof file_250},
    {"app/signin.test.js", "text/javascript; charset=utf-8", file_251, sizeof file_251},
    {"modules/billing/cashier.test.js", "text/javascript; charset=utf-8", file_252, sizeof file_252},
    {"modules/billing/sums.test.js", "text/javascript; charset=utf-8", file_253, sizeof file_253},
    {"modules/common/review.test.js", "text/javascript; charset=utf-8", file_254, sizeof file_254},
    {"modules/common/stage.test.js", "text/javascript; charset=utf-8", file_255, sizeof file_255},
    {"modules/counter/desk.test.js", "text/javascript; charset=utf-8", file_256, sizeof file_256},
    {"modules/downtime/entry.test.js", "text/javascript; charset=utf-8", file_257, sizeof file_257},
    {"modules/downtime/paper-time.test.js", "text/javascript; charset=utf-8", file_258, sizeof file_258},
    {"modules/patients/identification.test.js", "text/javascript; charset=utf-8", file_259, sizeof file_259},
    {"modules/patients/merge.test.js", "text/javascript; charset=utf-8", file_260, sizeof file_260},
    {"modules/patients/pairs.test.js", "text/javascript; charset=utf-8", file_261, sizeof file_261},
    {"modules/patients/records.test.js", "text/javascript; charset=utf-8", file_262, sizeof file_262},
    {"modules/schedule/tasks.test.js", "text/javascript; charset=utf-8", file_263, sizeof file_263},
    {"modules/templates/editor.test.js", "text/javascript; charset=utf-8", file_264, sizeof file_264},
    {"test/checks.js", "text/javascript; charset=utf-8", file_265, sizeof file_265},
    {"test/harness.js", "text/javascript; charset=utf-8", file_266, sizeof file_266},
    {"test/index.html", "text/html; charset=utf-8", file_267, sizeof file_267},
    {"test/run.js", "text/javascript; charset=utf-8", file_268, sizeof file_268},
    {"test/samples.js", "text/javascript; charset=utf-8", file_269, sizeof file_269},
    {"test/stage.js", "text/javascript; charset=utf-8", file_270, sizeof file_270},
    {"test/suites.js", "text/javascript; charset=utf-8", file_271, sizeof file_271},
    {"test/test.css", "text/css; charset=utf-8", file_272, sizeof file_272},
    {"ui/data.test.js", "text/javascript; charset=utf-8", file_273, sizeof file_273},
    {"ui/dates.test.js", "text/javascript; charset=utf-8", file_274, sizeof file_274},
    {"ui/form.test.js", "text/javascript; charset=utf-8", file_275, sizeof file_275},
    {"ui/money.test.js", "text/javascript; charset=utf-8", file_276, sizeof file_276},
    {"ui/numbers.test.js", "text/javascript; charset=utf-8", file_277, sizeof file_277},
    {"ui/pick.test.js", "text/javascript; charset=utf-8", file_278, sizeof file_278},
    {"ui/review.test.js", "text/javascript; charset=utf-8", file_279, sizeof file_279},
#endif
};

size_t sehat_asset_count(void) {
    return sizeof assets / sizeof assets[0];
}

const char *sehat_asset_path(size_t index) {
    return assets[index].path;
}

const char *sehat_asset_type(size_t index) {
    return assets[index].type;
}

const unsigned char *sehat_asset_bytes(size_t index, size_t *length) {
    *length = assets[index].length;
    return assets[index].bytes;
}
