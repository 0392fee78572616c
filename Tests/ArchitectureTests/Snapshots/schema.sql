CREATE INDEX accessFailureLastAt ON accessFailure (lastAt);
CREATE UNIQUE INDEX accessRoleCode ON accessRole (code);
CREATE UNIQUE INDEX accessRoleName ON accessRole (name);
CREATE INDEX accessSessionByUser ON accessSession (userID, address);
CREATE INDEX accessSessionExpiry ON accessSession (expiresAt);
CREATE INDEX accessSessionOpen ON accessSession (expiresAt) WHERE endedAt IS NULL;
CREATE UNIQUE INDEX accessSessionToken ON accessSession (tokenHash);
CREATE INDEX accessTokenByUser ON accessToken (userID);
CREATE UNIQUE INDEX accessTokenHash ON accessToken (tokenHash);
CREATE INDEX accessUserRoleByRole ON accessUserRole (roleID);
CREATE UNIQUE INDEX accessUserUsername ON accessUser (username);
CREATE UNIQUE INDEX alarmsAlarmLive ON alarmsAlarm (kind, subject) WHERE clearedAt IS NULL;
CREATE INDEX alarmsMessageRecipient ON alarmsMessage (recipient, createdAt);
CREATE INDEX alarmsMessageSent ON alarmsMessage (recipient, channel, sentAt) WHERE state = 'sent';
CREATE INDEX alarmsMessageUnsent ON alarmsMessage (createdAt) WHERE state IN ('queued', 'failed');
CREATE INDEX backupDrillGood ON backupDrill (startedAt) WHERE isGood = 1;
CREATE INDEX billingBillByDay ON billingBill (day, id);
CREATE INDEX billingBillByPatient ON billingBill (patientID, id);
CREATE UNIQUE INDEX billingBillNumber ON billingBill (number);
CREATE INDEX billingBillOpen ON billingBill (id) WHERE status IN ('issued', 'part-paid');
CREATE INDEX billingPaymentByBill ON billingPayment (billID);
CREATE INDEX billingPaymentByDay ON billingPayment (day, id);
CREATE UNIQUE INDEX billingPaymentReceipt ON billingPayment (receiptNumber);
CREATE UNIQUE INDEX directoryDepartmentCode ON directoryDepartment (code);
CREATE UNIQUE INDEX directoryDepartmentTokenLetters ON directoryDepartment (tokenLetters);
CREATE INDEX directoryPractitionerDepartmentID ON directoryPractitioner (departmentID);
CREATE UNIQUE INDEX directoryPractitionerTokenLetters ON directoryPractitioner (tokenLetters);
CREATE UNIQUE INDEX directoryPriceServiceDay ON directoryPrice (serviceID, fromDay);
CREATE UNIQUE INDEX directoryServiceCode ON directoryService (code);
CREATE INDEX directoryServiceDepartmentID ON directoryService (departmentID, code);
CREATE INDEX directoryStationDepartmentID ON directoryStation (departmentID);
CREATE UNIQUE INDEX directoryStationNumber ON directoryStation (number);
CREATE INDEX downtimeNumberEntity ON downtimeNumber (entityID) WHERE entityID IS NOT NULL;
CREATE UNIQUE INDEX downtimeNumberNumber ON downtimeNumber (number, kind);
CREATE INDEX downtimeNumberOpen ON downtimeNumber (placeID, kind, id) WHERE state = 'open';
CREATE UNIQUE INDEX downtimePlaceName ON downtimePlace (name);
CREATE INDEX encountersEncounterDay ON encountersEncounter (day, id);
CREATE UNIQUE INDEX encountersEncounterNumber ON encountersEncounter (number);
CREATE INDEX encountersEncounterPatientID ON encountersEncounter (patientID, id);
CREATE UNIQUE INDEX encountersQueueOfDay
    ON encountersQueue (day, departmentID, ifnull(practitionerID, 0));
CREATE INDEX encountersTokenEncounterID ON encountersToken (encounterID);
CREATE INDEX encountersTokenLine ON encountersToken (queueID, state, position, priority);
CREATE INDEX encountersTokenLive ON encountersToken (day)
    WHERE state IN ('waiting', 'called', 'serving', 'skipped');
CREATE INDEX encountersTokenPatientID ON encountersToken (patientID, day);
CREATE UNIQUE INDEX encountersTokenRoom ON encountersToken (day, servingRoom)
    WHERE servingRoom IS NOT NULL;
CREATE UNIQUE INDEX encountersTokenSequence ON encountersToken (queueID, sequence);
CREATE INDEX identificationIssuePatientID ON identificationIssue (patientID, kind, number);
CREATE INDEX identificationPhotoPatientID ON identificationPhoto (patientID, id);
CREATE INDEX ledgerChargeByPatient ON ledgerCharge (patientID, id);
CREATE UNIQUE INDEX ledgerChargeReversal ON ledgerCharge (reversalOf) WHERE reversalOf IS NOT NULL;
CREATE UNIQUE INDEX ledgerChargeSource ON ledgerCharge (source);
CREATE INDEX ledgerPostingByDay ON ledgerPosting (day);
CREATE INDEX patientsAliasSurvivorID ON patientsAlias (survivorID);
CREATE INDEX patientsBreakGlassPatientID ON patientsBreakGlass (patientID, userID, until);
CREATE INDEX patientsConsentPatientID ON patientsConsent (patientID, kind, id);
CREATE INDEX patientsContactPatientID ON patientsContact (patientID);
CREATE INDEX patientsContactPointPatientID ON patientsContactPoint (patientID);
CREATE INDEX patientsContactPointPhoneKey ON patientsContactPoint (phoneKey, patientID) WHERE phoneKey IS NOT NULL;
CREATE INDEX patientsDeathPatientID ON patientsDeath (patientID, id);
CREATE INDEX patientsIdentifierPatientID ON patientsIdentifier (patientID);
CREATE INDEX patientsIdentifierSearchKey ON patientsIdentifier (searchKey, patientID);
CREATE UNIQUE INDEX patientsIdentifierTypeCode ON patientsIdentifierType (code);
CREATE UNIQUE INDEX patientsIdentifierUnique ON patientsIdentifier (uniqueKey) WHERE uniqueKey IS NOT NULL;
CREATE UNIQUE INDEX patientsImportProfileName ON patientsImportProfile (name);
CREATE INDEX patientsMergeLoserID ON patientsMerge (loserID, id);
CREATE INDEX patientsMergeRowOf ON patientsMergeRow (tableName, rowID);
CREATE INDEX patientsMergeSurvivorID ON patientsMerge (survivorID, id);
CREATE UNIQUE INDEX patientsPairOfTwo ON patientsPair (firstID, secondID);
CREATE INDEX patientsPairOpen ON patientsPair (status, score, id);
CREATE INDEX patientsPairSecondID ON patientsPair (secondID);
CREATE UNIQUE INDEX patientsPatientMRN ON patientsPatient (mrn);
CREATE INDEX patientsPatientPhoneKey ON patientsPatient (phoneKey) WHERE phoneKey IS NOT NULL;
CREATE INDEX patientsRelationPatientID ON patientsRelation (patientID);
CREATE INDEX patientsRelationRelativeID ON patientsRelation (relativeID);
CREATE INDEX patientsUnidentifiedOpen ON patientsUnidentified (id) WHERE identifiedAt IS NULL;
CREATE INDEX patientsUnidentifiedPatientID ON patientsUnidentified (patientID, id);
CREATE UNIQUE INDEX patientsWordText ON patientsWord (text);
CREATE UNIQUE INDEX printQueueDocumentCopy
    ON printQueueDocument (subjectType, subjectID, kind, copyNumber);
CREATE INDEX printQueueDocumentPatient ON printQueueDocument (patientID, id) WHERE patientID IS NOT NULL;
CREATE INDEX printQueueJobByDocument ON printQueueJob (documentID);
CREATE INDEX printQueueJobByState ON printQueueJob (state, id);
CREATE UNIQUE INDEX printQueuePictureDigest ON printQueuePicture (sha256);
CREATE UNIQUE INDEX printQueueTemplateDraftName ON printQueueTemplateDraft (name);
CREATE UNIQUE INDEX printQueueTemplateFaultVersion ON printQueueTemplateFault (name, number);
CREATE UNIQUE INDEX printQueueTemplateNumber ON printQueueTemplate (name, number);
CREATE UNIQUE INDEX printingPrinterName ON printingPrinter (name) WHERE NOT isRemoved;
CREATE UNIQUE INDEX printingRoutePlace
    ON printingRoute (coalesce(documentKind, ''), coalesce(stationID, 0), coalesce(departmentID, 0));
CREATE INDEX scheduleRunRunning ON scheduleRun (id) WHERE state = 'running';
CREATE INDEX scheduleRunTask ON scheduleRun (task, id);
CREATE INDEX storeAnswerAt ON storeAnswer (at);
CREATE INDEX storeAuditActorUser ON storeAuditActor (userID, sessionID, address);
CREATE INDEX storeAuditPatient ON storeAudit (patientID) WHERE patientID IS NOT NULL;
CREATE INDEX storeJobLine ON storeJob (kind, priority DESC, id) WHERE state = 'queued';
CREATE INDEX storeJobNext ON storeJob (state, kind, notBefore);
CREATE TABLE accessFailure (
    scope TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    lastAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accessPermission (
    code TEXT NOT NULL PRIMARY KEY,
    isDeclared INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accessRole (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT,
    name TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT accessRoleNamed CHECK ((code IS NULL) = (name IS NOT NULL))
) STRICT;
CREATE TABLE accessRolePermission (
    roleID INTEGER NOT NULL CONSTRAINT accessRolePermissionRole REFERENCES accessRole (id) ON DELETE CASCADE,
    permission TEXT NOT NULL CONSTRAINT accessRolePermissionCode REFERENCES accessPermission (code),
    PRIMARY KEY (roleID, permission)
) STRICT, WITHOUT ROWID;
CREATE TABLE accessRoleSeed (
    role TEXT NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
) STRICT, WITHOUT ROWID;
CREATE TABLE accessSession (
    id INTEGER NOT NULL PRIMARY KEY,
    userID INTEGER NOT NULL CONSTRAINT accessSessionUser REFERENCES accessUser (id),
    tokenHash BLOB NOT NULL CONSTRAINT accessSessionTokenLength CHECK (length(tokenHash) = 32),
    createdAt INTEGER NOT NULL,
    lastSeenAt INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    lockedAt INTEGER,
    endedAt INTEGER,
    endReason TEXT,
    address TEXT NOT NULL,
    userAgent TEXT NOT NULL,
    stationID INTEGER CONSTRAINT accessSessionStation REFERENCES directoryStation (id),
    CONSTRAINT accessSessionEnd CHECK ((endedAt IS NULL) = (endReason IS NULL))
) STRICT;
CREATE TABLE accessToken (
    id INTEGER NOT NULL PRIMARY KEY,
    userID INTEGER NOT NULL CONSTRAINT accessTokenUser REFERENCES accessUser (id),
    tokenHash BLOB NOT NULL CONSTRAINT accessTokenLength CHECK (length(tokenHash) = 32),
    createdAt INTEGER NOT NULL,
    createdBy TEXT NOT NULL,
    expiresAt INTEGER NOT NULL,
    lastUsedAt INTEGER,
    revokedAt INTEGER
) STRICT;
CREATE TABLE accessTokenPermission (
    tokenID INTEGER NOT NULL CONSTRAINT accessTokenPermissionToken REFERENCES accessToken (id),
    permission TEXT NOT NULL CONSTRAINT accessTokenPermissionCode REFERENCES accessPermission (code),
    PRIMARY KEY (tokenID, permission)
) STRICT, WITHOUT ROWID;
CREATE TABLE accessUser (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT accessUserKind CHECK (kind IN ('person', 'program')),
    username TEXT NOT NULL,
    fullName TEXT NOT NULL,
    language TEXT NOT NULL,
    passwordHash TEXT,
    mustChangePassword INTEGER NOT NULL,
    isActive INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    passwordChangedAt INTEGER,
    lastSignInAt INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT accessUserPassword CHECK ((kind = 'person') = (passwordHash IS NOT NULL))
) STRICT;
CREATE TABLE accessUserRole (
    userID INTEGER NOT NULL CONSTRAINT accessUserRoleUser REFERENCES accessUser (id),
    roleID INTEGER NOT NULL CONSTRAINT accessUserRoleRole REFERENCES accessRole (id),
    PRIMARY KEY (userID, roleID)
) STRICT, WITHOUT ROWID;
CREATE TABLE alarmsAlarm (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    words TEXT NOT NULL,
    isEvent INTEGER NOT NULL,
    raisedAt INTEGER NOT NULL,
    clearedAt INTEGER,
    acknowledgedAt INTEGER,
    acknowledgedBy INTEGER,
    acknowledgedByName TEXT,
    note TEXT,
    toldAt INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE alarmsMessage (
    id INTEGER PRIMARY KEY,
    alarmID INTEGER CONSTRAINT alarmsMessageAlarm REFERENCES alarmsAlarm (id),
    channel TEXT NOT NULL CONSTRAINT alarmsMessageChannel CHECK (channel IN ('email', 'sms')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT alarmsMessageState CHECK (state IN ('queued', 'sent', 'failed', 'withheld')),
    createdAt INTEGER NOT NULL,
    sentAt INTEGER,
    attempts INTEGER NOT NULL,
    error TEXT
) STRICT;
CREATE TABLE backupDrill (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    startedAt INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,
    isGood INTEGER NOT NULL CONSTRAINT backupDrillIsGood CHECK (isGood IN (0, 1)),
    words TEXT NOT NULL,
    restoredTo INTEGER,
    bytes INTEGER NOT NULL,
    auditEntries INTEGER NOT NULL
) STRICT;
CREATE TABLE billingBill (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    fiscalYear INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    status TEXT NOT NULL CONSTRAINT billingBillStatus
        CHECK (status IN ('issued', 'part-paid', 'settled', 'cancelled')),
    patientID INTEGER NOT NULL CONSTRAINT billingBillPatient REFERENCES patientsPatient (id),
    encounterID INTEGER CONSTRAINT billingBillEncounter REFERENCES encountersEncounter (id),
    stationID INTEGER,
    day TEXT NOT NULL,
    patientMRN TEXT NOT NULL,
    patientName TEXT NOT NULL,
    patientOtherName TEXT,
    patientLanguage TEXT,
    visitNumber TEXT,
    token TEXT,
    departmentName TEXT,
    practitionerName TEXT,
    scheme TEXT NOT NULL,
    gross INTEGER NOT NULL CHECK (gross >= 0),
    discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND gross),
    discountBasisPoints INTEGER,
    discountReason TEXT,
    total INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    note TEXT,
    issuedAt INTEGER NOT NULL,
    issuedBy INTEGER,
    issuedByName TEXT NOT NULL,
    cancelledAt INTEGER,
    cancelledBy INTEGER,
    cancelledByName TEXT,
    cancelReason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT billingBillTotal CHECK (total = gross - discount),
    CONSTRAINT billingBillPaid CHECK (paid BETWEEN 0 AND total),
    CONSTRAINT billingBillReason CHECK ((discount = 0) OR (discountReason IS NOT NULL)),
    CONSTRAINT billingBillState CHECK (
        (status = 'issued' AND paid = 0 AND total > 0) OR (status = 'part-paid' AND paid > 0 AND paid < total)
        OR (status = 'settled' AND paid = total)
        OR (status = 'cancelled' AND paid = 0 AND cancelReason IS NOT NULL))
) STRICT;
CREATE TABLE billingBillLine (
    billID INTEGER NOT NULL CONSTRAINT billingBillLineBill REFERENCES billingBill (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    chargeID INTEGER NOT NULL,
    isOwn INTEGER NOT NULL,
    serviceID INTEGER NOT NULL,
    departmentID INTEGER,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    unitPrice INTEGER NOT NULL CHECK (unitPrice >= 0),
    gross INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    CONSTRAINT billingBillLineGross CHECK (gross = quantity * unitPrice),
    CONSTRAINT billingBillLineDiscount CHECK (discount BETWEEN 0 AND gross),
    PRIMARY KEY (billID, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE billingPayment (
    id INTEGER PRIMARY KEY,
    billID INTEGER NOT NULL CONSTRAINT billingPaymentBill REFERENCES billingBill (id),
    receiptNumber TEXT NOT NULL,
    fiscalYear INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    day TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    rounding INTEGER NOT NULL,
    change INTEGER NOT NULL CHECK (change >= 0),
    left INTEGER NOT NULL CHECK (left >= 0),
    stationID INTEGER,
    receivedAt INTEGER NOT NULL,
    receivedBy INTEGER,
    receivedByName TEXT NOT NULL
) STRICT;
CREATE TABLE billingTender (
    paymentID INTEGER NOT NULL CONSTRAINT billingTenderPayment REFERENCES billingPayment (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    method TEXT NOT NULL CONSTRAINT billingTenderMethod
        CHECK (method IN ('cash', 'card', 'wallet', 'bank', 'cheque')),
    tendered INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND tendered),
    reference TEXT,
    CONSTRAINT billingTenderChange CHECK (method = 'cash' OR amount = tendered),
    PRIMARY KEY (paymentID, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE directoryDepartment (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    tokenLetters TEXT NOT NULL,
    room TEXT,
    isActive INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE directoryPractitioner (
    id INTEGER PRIMARY KEY,
    departmentID INTEGER NOT NULL
        CONSTRAINT directoryPractitionerDepartment REFERENCES directoryDepartment (id),
    name TEXT NOT NULL,
    specialty TEXT,
    registrationNumber TEXT,
    tokenLetters TEXT NOT NULL,
    room TEXT,
    isActive INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE directoryPrice (
    id INTEGER PRIMARY KEY,
    serviceID INTEGER NOT NULL CONSTRAINT directoryPriceService REFERENCES directoryService (id),
    fromDay TEXT NOT NULL,
    amount INTEGER NOT NULL CONSTRAINT directoryPriceAmount CHECK (amount >= 0),
    setAt INTEGER NOT NULL
) STRICT;
CREATE TABLE directoryService (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    departmentID INTEGER CONSTRAINT directoryServiceDepartment REFERENCES directoryDepartment (id),
    isActive INTEGER NOT NULL,
    searchText TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE directoryStation (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL CONSTRAINT directoryStationNumberRange CHECK (number BETWEEN 1 AND 9999),
    name TEXT NOT NULL,
    departmentID INTEGER CONSTRAINT directoryStationDepartment REFERENCES directoryDepartment (id),
    isActive INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE downtimeNumber (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT downtimeNumberKind CHECK (kind IN ('patient', 'visit', 'bill', 'receipt')),
    number TEXT NOT NULL,
    year INTEGER,
    serial INTEGER NOT NULL,
    placeID INTEGER NOT NULL CONSTRAINT downtimeNumberPlace REFERENCES downtimePlace (id),
    state TEXT NOT NULL CONSTRAINT downtimeNumberState CHECK (state IN ('open', 'used', 'void')),
    reservedAt INTEGER NOT NULL,
    handedAt INTEGER,
    paperAt INTEGER,
    enteredAt INTEGER,
    enteredBy INTEGER,
    enteredByName TEXT,
    entityID INTEGER,
    reason TEXT,
    CONSTRAINT downtimeNumberUsed CHECK ((state = 'used') = (entityID IS NOT NULL AND paperAt IS NOT NULL)),
    CONSTRAINT downtimeNumberVoid CHECK ((state = 'void') = (reason IS NOT NULL)),
    CONSTRAINT downtimeNumberEnded CHECK ((state = 'open') = (enteredAt IS NULL))
) STRICT;
CREATE TABLE downtimePlace (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    departmentID INTEGER CONSTRAINT downtimePlaceDepartment REFERENCES directoryDepartment (id),
    directory TEXT NOT NULL,
    language TEXT NOT NULL,
    salt BLOB NOT NULL,
    packKey BLOB NOT NULL,
    rounds INTEGER NOT NULL,
    forms INTEGER NOT NULL CONSTRAINT downtimePlaceForms CHECK (forms BETWEEN 0 AND 100),
    limitMinutes INTEGER NOT NULL,
    isActive INTEGER NOT NULL,
    madeAt INTEGER,
    fault TEXT,
    bytes INTEGER,
    createdAt INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE encountersEncounter (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    patientID INTEGER NOT NULL CONSTRAINT encountersEncounterPatient REFERENCES patientsPatient (id),
    departmentID INTEGER NOT NULL
        CONSTRAINT encountersEncounterDepartment REFERENCES directoryDepartment (id),
    practitionerID INTEGER
        CONSTRAINT encountersEncounterPractitioner REFERENCES directoryPractitioner (id),
    kind TEXT NOT NULL,
    status TEXT NOT NULL CONSTRAINT encountersEncounterStatus
        CHECK (status IN ('open', 'inProgress', 'finished', 'cancelled', 'leftUnseen')),
    day TEXT NOT NULL,
    startedAt INTEGER NOT NULL,
    endedAt INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE encountersQueue (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    departmentID INTEGER NOT NULL CONSTRAINT encountersQueueDepartment REFERENCES directoryDepartment (id),
    practitionerID INTEGER CONSTRAINT encountersQueuePractitioner REFERENCES directoryPractitioner (id),
    letters TEXT NOT NULL,
    room TEXT,
    lastSequence INTEGER NOT NULL,
    lastPosition INTEGER NOT NULL,
    normalCalls INTEGER NOT NULL,
    calledTokens INTEGER NOT NULL,
    firstCallAt INTEGER,
    lastCallAt INTEGER
) STRICT;
CREATE TABLE encountersToken (
    id INTEGER PRIMARY KEY,
    encounterID INTEGER NOT NULL CONSTRAINT encountersTokenEncounter REFERENCES encountersEncounter (id),
    queueID INTEGER NOT NULL CONSTRAINT encountersTokenQueue REFERENCES encountersQueue (id),
    patientID INTEGER NOT NULL CONSTRAINT encountersTokenPatient REFERENCES patientsPatient (id),
    day TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT encountersTokenState CHECK (state IN
        ('waiting', 'called', 'serving', 'done', 'skipped', 'cancelled', 'leftUnseen')),
    priority TEXT NOT NULL,
    position INTEGER NOT NULL,
    room TEXT,
    servingRoom TEXT,
    calls INTEGER NOT NULL,
    issuedAt INTEGER NOT NULL,
    calledAt INTEGER,
    servedAt INTEGER,
    endedAt INTEGER,
    reason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT encountersTokenServing CHECK ((state = 'serving') = (servingRoom IS NOT NULL))
) STRICT;
CREATE TABLE identificationIssue (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT identificationIssuePatient REFERENCES patientsPatient (id),
    kind TEXT NOT NULL CONSTRAINT identificationIssueKind CHECK (kind IN ('wristband', 'card')),
    number INTEGER NOT NULL,
    gsrn TEXT,
    reason TEXT,
    documentID INTEGER NOT NULL,
    issuedAt INTEGER NOT NULL,
    issuedByName TEXT NOT NULL,
    CONSTRAINT identificationIssueAgain CHECK (number = 1 OR reason IS NOT NULL)
) STRICT;
CREATE TABLE identificationPhoto (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT identificationPhotoPatient REFERENCES patientsPatient (id),
    source TEXT NOT NULL CONSTRAINT identificationPhotoSource CHECK (source IN ('camera', 'file')),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    body BLOB,
    paperBody BLOB,
    takenAt INTEGER NOT NULL,
    takenByName TEXT NOT NULL,
    removedAt INTEGER,
    removedByName TEXT,
    CONSTRAINT identificationPhotoGone CHECK ((body IS NULL) = (removedAt IS NOT NULL))
) STRICT;
CREATE TABLE ledgerCharge (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    patientID INTEGER NOT NULL CONSTRAINT ledgerChargePatient REFERENCES patientsPatient (id),
    encounterID INTEGER CONSTRAINT ledgerChargeEncounter REFERENCES encountersEncounter (id),
    departmentID INTEGER,
    serviceID INTEGER NOT NULL CONSTRAINT ledgerChargeService REFERENCES directoryService (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    unitPrice INTEGER NOT NULL CHECK (unitPrice >= 0),
    amount INTEGER NOT NULL,
    day TEXT NOT NULL,
    postedAt INTEGER NOT NULL,
    postedBy INTEGER,
    reversalOf INTEGER CONSTRAINT ledgerChargeReversed REFERENCES ledgerCharge (id),
    CONSTRAINT ledgerChargeAmount CHECK (amount = quantity * unitPrice),
    CONSTRAINT ledgerChargeSign CHECK ((reversalOf IS NOT NULL) = (quantity < 0))
) STRICT;
CREATE TABLE ledgerClaim (
    chargeID INTEGER PRIMARY KEY CONSTRAINT ledgerClaimCharge REFERENCES ledgerCharge (id),
    billID INTEGER NOT NULL
) STRICT;
CREATE TABLE ledgerDailyTotal (
    day TEXT NOT NULL,
    account TEXT NOT NULL,
    departmentID INTEGER NOT NULL,
    debit INTEGER NOT NULL CHECK (debit >= 0),
    credit INTEGER NOT NULL CHECK (credit >= 0),
    PRIMARY KEY (day, account, departmentID)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledgerPosting (
    sourceID INTEGER NOT NULL,
    event TEXT NOT NULL,
    account TEXT NOT NULL,
    departmentID INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount <> 0),
    day TEXT NOT NULL,
    postedAt INTEGER NOT NULL,
    postedBy INTEGER,
    stationID INTEGER,
    CONSTRAINT ledgerPostingOnce PRIMARY KEY (sourceID, event, account, departmentID)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsAlias (
    patientID INTEGER PRIMARY KEY CONSTRAINT patientsAliasPatient REFERENCES patientsPatient (id),
    survivorID INTEGER NOT NULL CONSTRAINT patientsAliasSurvivor REFERENCES patientsPatient (id),
    mergeID INTEGER NOT NULL CONSTRAINT patientsAliasMerge REFERENCES patientsMerge (id),
    CONSTRAINT patientsAliasTwo CHECK (survivorID <> patientID)
) STRICT;
CREATE TABLE patientsBreakGlass (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsBreakGlassPatient REFERENCES patientsPatient (id),
    userID INTEGER NOT NULL,
    userName TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE TABLE patientsConsent (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsConsentPatient REFERENCES patientsPatient (id),
    kind TEXT NOT NULL,
    formVersion TEXT NOT NULL,
    givenBy TEXT,
    givenAt INTEGER NOT NULL,
    recordedByName TEXT NOT NULL,
    withdrawnAt INTEGER,
    withdrawnByName TEXT,
    withdrawReason TEXT,
    CONSTRAINT patientsConsentWithdrawn CHECK ((withdrawnAt IS NULL) = (withdrawReason IS NULL))
) STRICT;
CREATE TABLE patientsContact (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsContactPatient REFERENCES patientsPatient (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    address TEXT,
    isNextOfKin INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    createdByName TEXT NOT NULL
) STRICT;
CREATE TABLE patientsContactPoint (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsContactPointPatient REFERENCES patientsPatient (id),
    form TEXT NOT NULL CONSTRAINT patientsContactPointForm CHECK (form IN ('phone', 'address')),
    use TEXT NOT NULL,
    value TEXT NOT NULL,
    phoneKey TEXT,
    createdAt INTEGER NOT NULL,
    createdByName TEXT NOT NULL,
    CONSTRAINT patientsContactPointKey CHECK ((form = 'phone') = (phoneKey IS NOT NULL))
) STRICT;
CREATE TABLE patientsDeath (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsDeathPatient REFERENCES patientsPatient (id),
    diedOn TEXT NOT NULL,
    note TEXT,
    recordedAt INTEGER NOT NULL,
    recordedByName TEXT NOT NULL,
    withdrawnAt INTEGER,
    withdrawnByName TEXT,
    withdrawReason TEXT,
    CONSTRAINT patientsDeathWithdrawn CHECK ((withdrawnAt IS NULL) = (withdrawReason IS NULL))
) STRICT;
CREATE TABLE patientsEvent (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT patientsEventCode CHECK (code IN ('A40', 'A37')),
    patientID INTEGER NOT NULL CONSTRAINT patientsEventPatient REFERENCES patientsPatient (id),
    at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE patientsIdentifier (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsIdentifierPatient REFERENCES patientsPatient (id),
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    searchKey TEXT NOT NULL,
    uniqueKey TEXT
) STRICT;
CREATE TABLE patientsIdentifierType (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    mask TEXT,
    characters TEXT NOT NULL,
    minimumLength INTEGER NOT NULL,
    maximumLength INTEGER NOT NULL,
    example TEXT NOT NULL,
    "check" TEXT NOT NULL,
    checkRefuses INTEGER NOT NULL,
    numberSpace TEXT,
    isSearchable INTEGER NOT NULL,
    isNumbered INTEGER NOT NULL,
    numberPrefix TEXT,
    isActive INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE patientsImport (
    id INTEGER PRIMARY KEY,
    fileName TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    encoding TEXT NOT NULL,
    separator TEXT NOT NULL,
    headings TEXT NOT NULL,
    sample TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT patientsImportState CHECK (state IN (
        'receiving', 'received', 'checking', 'checked', 'running', 'stopped', 'done', 'undoing', 'undone', 'discarded')),
    firstOffset INTEGER NOT NULL,
    nextOffset INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    registered INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    faulty INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    undoneTo INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    createdByName TEXT NOT NULL,
    endedAt INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE patientsImportFault (
    importID INTEGER NOT NULL CONSTRAINT patientsImportFaultImport REFERENCES patientsImport (id),
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    fault TEXT NOT NULL,
    PRIMARY KEY (importID, row, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsImportPiece (
    importID INTEGER NOT NULL CONSTRAINT patientsImportPieceImport REFERENCES patientsImport (id),
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (importID, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsImportProfile (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    savedAt INTEGER NOT NULL,
    savedByName TEXT NOT NULL
) STRICT;
CREATE TABLE patientsImportRow (
    importID INTEGER NOT NULL CONSTRAINT patientsImportRowImport REFERENCES patientsImport (id),
    row INTEGER NOT NULL,
    patientID INTEGER NOT NULL,
    PRIMARY KEY (importID, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsMatchKey (
    key TEXT NOT NULL,
    patientID INTEGER NOT NULL CONSTRAINT patientsMatchKeyPatient REFERENCES patientsPatient (id),
    PRIMARY KEY (key, patientID)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsMerge (
    id INTEGER PRIMARY KEY,
    survivorID INTEGER NOT NULL CONSTRAINT patientsMergeSurvivor REFERENCES patientsPatient (id),
    loserID INTEGER NOT NULL CONSTRAINT patientsMergeLoser REFERENCES patientsPatient (id),
    taken TEXT NOT NULL,
    factsBefore TEXT NOT NULL,
    factsAfter TEXT NOT NULL,
    reason TEXT NOT NULL,
    mergedAt INTEGER NOT NULL,
    mergedByName TEXT NOT NULL,
    undoneAt INTEGER,
    undoneByName TEXT,
    undoReason TEXT,
    CONSTRAINT patientsMergeTwo CHECK (survivorID <> loserID),
    CONSTRAINT patientsMergeUndone CHECK ((undoneAt IS NULL) = (undoReason IS NULL))
) STRICT;
CREATE TABLE patientsMergeRow (
    mergeID INTEGER NOT NULL CONSTRAINT patientsMergeRowMerge REFERENCES patientsMerge (id),
    tableName TEXT NOT NULL,
    rowID INTEGER NOT NULL,
    PRIMARY KEY (mergeID, tableName, rowID)
) STRICT, WITHOUT ROWID;
CREATE TABLE patientsNameBlock (
    id INTEGER PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;
CREATE TABLE patientsPair (
    id INTEGER PRIMARY KEY,
    firstID INTEGER NOT NULL CONSTRAINT patientsPairFirst REFERENCES patientsPatient (id),
    secondID INTEGER NOT NULL CONSTRAINT patientsPairSecond REFERENCES patientsPatient (id),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    reason TEXT NOT NULL,
    status TEXT NOT NULL CONSTRAINT patientsPairStatus CHECK (status IN ('open', 'dismissed')),
    foundAt INTEGER NOT NULL,
    decidedAt INTEGER,
    decidedByName TEXT,
    decision TEXT,
    CONSTRAINT patientsPairOrder CHECK (firstID < secondID),
    CONSTRAINT patientsPairDecided CHECK ((status = 'dismissed') = (decision IS NOT NULL))
) STRICT;
CREATE TABLE patientsPatient (
    id INTEGER PRIMARY KEY,
    mrn TEXT NOT NULL,
    name TEXT NOT NULL,
    otherName TEXT,
    sex TEXT NOT NULL CONSTRAINT patientsPatientSex CHECK (sex IN ('male', 'female', 'other', 'unknown')),
    birthDate TEXT,
    birthDateEstimated INTEGER NOT NULL,
    phone TEXT,
    hasNoPhone INTEGER NOT NULL,
    phoneKey TEXT,
    guardianRelation TEXT,
    guardianName TEXT,
    address TEXT,
    language TEXT,
    nameKeys TEXT NOT NULL,
    reasonForNew TEXT,
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    version INTEGER NOT NULL, isRestricted INTEGER NOT NULL DEFAULT 0, withdrawnAt INTEGER, languages TEXT, occupation TEXT, religion TEXT, diedOn TEXT, phoneUse TEXT, addressUse TEXT,
    CONSTRAINT patientsPatientPhone CHECK (phone IS NULL OR hasNoPhone = 0)
) STRICT;
CREATE TABLE patientsRelation (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsRelationPatient REFERENCES patientsPatient (id),
    relativeID INTEGER NOT NULL CONSTRAINT patientsRelationRelative REFERENCES patientsPatient (id),
    kind TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    createdByName TEXT NOT NULL,
    CONSTRAINT patientsRelationTwo CHECK (patientID <> relativeID)
) STRICT;
CREATE TABLE patientsUnidentified (
    id INTEGER PRIMARY KEY,
    patientID INTEGER NOT NULL CONSTRAINT patientsUnidentifiedPatient REFERENCES patientsPatient (id),
    number INTEGER NOT NULL,
    temporaryName TEXT NOT NULL,
    note TEXT,
    registeredAt INTEGER NOT NULL,
    registeredByName TEXT NOT NULL,
    identifiedAt INTEGER,
    identifiedByName TEXT
) STRICT;
CREATE TABLE patientsWord (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE patientsWordKey (
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,
    wordID INTEGER NOT NULL CONSTRAINT patientsWordKeyWord REFERENCES patientsWord (id),
    PRIMARY KEY (kind, key, wordID)
) STRICT, WITHOUT ROWID;
CREATE TABLE printQueueDocument (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subjectType TEXT NOT NULL,
    subjectID TEXT NOT NULL,
    copyNumber INTEGER NOT NULL CHECK (copyNumber >= 1),
    patientID INTEGER,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    templateVersion INTEGER NOT NULL,
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    createdAt INTEGER NOT NULL,
    createdBy INTEGER,
    createdByName TEXT NOT NULL
, templateNumber INTEGER, templateName TEXT, templateData TEXT) STRICT;
CREATE TABLE printQueueJob (
    id INTEGER PRIMARY KEY,
    documentID INTEGER NOT NULL CONSTRAINT printQueueJobDocument REFERENCES printQueueDocument (id),
    documentKind TEXT NOT NULL,
    title TEXT NOT NULL,
    copyNumber INTEGER NOT NULL,
    state TEXT NOT NULL CONSTRAINT printQueueJobState CHECK (state IN
        ('queued', 'submitted', 'printed', 'unknown', 'failed', 'held', 'cancelled')),
    reason TEXT,
    attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    isRepeat INTEGER NOT NULL DEFAULT 0,
    jobUUID TEXT,
    spoolerJob TEXT,
    printerID INTEGER,
    stationID INTEGER,
    priority INTEGER NOT NULL DEFAULT 0,
    createdAt INTEGER NOT NULL,
    createdBy INTEGER,
    createdByName TEXT NOT NULL,
    changedAt INTEGER NOT NULL,
    submittedAt INTEGER,
    finishedAt INTEGER,
    version INTEGER NOT NULL
, spoolerRun TEXT) STRICT;
CREATE TABLE printQueuePicture (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    png BLOB NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    addedAt INTEGER NOT NULL,
    addedBy INTEGER,
    addedByName TEXT NOT NULL
) STRICT;
CREATE TABLE printQueueTemplate (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    number INTEGER NOT NULL CONSTRAINT printQueueTemplateNumberFromTwo CHECK (number >= 2),
    origin INTEGER,
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    publishedAt INTEGER NOT NULL,
    publishedBy INTEGER,
    publishedByName TEXT NOT NULL
) STRICT;
CREATE TABLE printQueueTemplateDraft (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    changedAt INTEGER NOT NULL,
    changedBy INTEGER,
    changedByName TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE printQueueTemplateFault (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('filling', 'setting')),
    words TEXT NOT NULL,
    line INTEGER NOT NULL,
    firstAt INTEGER NOT NULL,
    lastAt INTEGER NOT NULL,
    count INTEGER NOT NULL
, code TEXT, params TEXT) STRICT;
CREATE TABLE "printingPrinter" (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT printingPrinterKind CHECK (kind IN ('office', 'thermal', 'label', 'folder')),
    target TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('pdf', 'pwg', 'escpos', 'zpl', 'tspl')),
    dpi INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
    printableWidth INTEGER NOT NULL CHECK (printableWidth BETWEEN 10 AND 420),
    labelWidth INTEGER,
    labelHeight INTEGER,
    density INTEGER CHECK (density BETWEEN 1 AND 15),
    hasCutter INTEGER NOT NULL,
    hasDrawer INTEGER NOT NULL,
    isActive INTEGER NOT NULL,
    isPaused INTEGER NOT NULL DEFAULT 0,
    isRemoved INTEGER NOT NULL DEFAULT 0,
    fallbackID INTEGER CONSTRAINT printingPrinterFallback REFERENCES "printingPrinter" (id),
    failoverSeconds INTEGER CHECK (failoverSeconds >= 5),
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE "printingRoute" (
    id INTEGER PRIMARY KEY,
    documentKind TEXT,
    stationID INTEGER CONSTRAINT printingRouteStation REFERENCES directoryStation (id),
    departmentID INTEGER CONSTRAINT printingRouteDepartment REFERENCES directoryDepartment (id),
    printerID INTEGER NOT NULL CONSTRAINT printingRoutePrinter REFERENCES "printingPrinter" (id)
) STRICT;
CREATE TABLE scheduleRun (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT scheduleRunState CHECK (state IN ('running', 'done', 'failed', 'interrupted')),
    dueAt INTEGER NOT NULL,
    startedAt INTEGER NOT NULL,
    endedAt INTEGER,
    missed INTEGER NOT NULL,
    words TEXT NOT NULL,
    startedBy TEXT NOT NULL
, key TEXT, params TEXT) STRICT;
CREATE TABLE scheduleTask (
    name TEXT PRIMARY KEY,
    timetable TEXT,
    isActive INTEGER NOT NULL CONSTRAINT scheduleTaskIsActive CHECK (isActive IN (0, 1)),
    doneUntil INTEGER NOT NULL,
    retryAt INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE storeAnswer (
    principal TEXT NOT NULL, key TEXT NOT NULL, route TEXT NOT NULL, bodyHash BLOB NOT NULL,
    status INTEGER NOT NULL, contentType TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (principal, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE storeAudit (
    seq INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL,
    actor INTEGER NOT NULL CONSTRAINT storeAuditActor REFERENCES storeAuditActor (id),
    event INTEGER NOT NULL CONSTRAINT storeAuditEvent REFERENCES storeAuditEvent (id),
    entityID INTEGER, patientID INTEGER, detail TEXT NOT NULL, reason TEXT, hash BLOB NOT NULL
) STRICT;
CREATE TABLE storeAuditActor (
    id INTEGER NOT NULL PRIMARY KEY, userID INTEGER, username TEXT NOT NULL, sessionID INTEGER,
    stationID INTEGER, address TEXT NOT NULL
) STRICT;
CREATE TABLE storeAuditEvent (
    id INTEGER NOT NULL PRIMARY KEY, action TEXT NOT NULL, entity TEXT NOT NULL,
    CONSTRAINT storeAuditEventOnce UNIQUE (action, entity)
) STRICT;
CREATE TABLE storeAuditHead (
    seq INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL,
    key INTEGER NOT NULL CONSTRAINT storeAuditHeadKey REFERENCES storeAuditKey (id)
) STRICT;
CREATE TABLE storeAuditKey (
    id INTEGER NOT NULL PRIMARY KEY, publicKey BLOB NOT NULL, privateKey BLOB NOT NULL,
    createdAt INTEGER NOT NULL
) STRICT;
CREATE TABLE storeJob (
    id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT storeJobState CHECK (state IN ('queued', 'running', 'dead')),
    priority INTEGER NOT NULL, attempt INTEGER NOT NULL, notBefore INTEGER NOT NULL,
    createdAt INTEGER NOT NULL, startedAt INTEGER, error TEXT
) STRICT;
CREATE TABLE storeMigration (
    id TEXT NOT NULL PRIMARY KEY, sha256 BLOB NOT NULL, appliedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE storeSeries (
    name TEXT NOT NULL, year INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE storeSetting (
    key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, changedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER billingBillLineNoDelete BEFORE DELETE ON billingBillLine
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
CREATE TRIGGER billingBillLineNoUpdate BEFORE UPDATE ON billingBillLine
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
CREATE TRIGGER billingBillNoDelete BEFORE DELETE ON billingBill
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
CREATE TRIGGER billingBillSnapshot BEFORE UPDATE OF
    number, fiscalYear, sequence, encounterID, day, patientMRN, patientName, patientOtherName, patientLanguage,
    visitNumber, token, departmentName, practitionerName, scheme, gross, discount,
    discountBasisPoints, discountReason, total, note, issuedAt, issuedBy, issuedByName ON billingBill
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
CREATE TRIGGER billingBill_patientID_moves BEFORE UPDATE OF patientID ON billingBill
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'billingBill' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER billingBill_patientID_stands BEFORE INSERT ON billingBill
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER billingPaymentNoDelete BEFORE DELETE ON billingPayment
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
CREATE TRIGGER billingPaymentNoUpdate BEFORE UPDATE ON billingPayment
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
CREATE TRIGGER billingTenderNoDelete BEFORE DELETE ON billingTender
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
CREATE TRIGGER billingTenderNoUpdate BEFORE UPDATE ON billingTender
BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
CREATE TRIGGER downtimeNumberEndedNoUpdate BEFORE UPDATE ON downtimeNumber WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'a number that was accounted for is never changed'); END;
CREATE TRIGGER downtimeNumberNoDelete BEFORE DELETE ON downtimeNumber
BEGIN SELECT RAISE(ABORT, 'a reserved number is never removed'); END;
CREATE TRIGGER encountersEncounter_patientID_moves BEFORE UPDATE OF patientID ON encountersEncounter
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'encountersEncounter' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER encountersEncounter_patientID_stands BEFORE INSERT ON encountersEncounter
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER encountersToken_patientID_moves BEFORE UPDATE OF patientID ON encountersToken
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'encountersToken' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER encountersToken_patientID_stands BEFORE INSERT ON encountersToken
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER identificationIssue_patientID_moves BEFORE UPDATE OF patientID ON identificationIssue
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'identificationIssue' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER identificationIssue_patientID_stands BEFORE INSERT ON identificationIssue
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER identificationPhoto_patientID_moves BEFORE UPDATE OF patientID ON identificationPhoto
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'identificationPhoto' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER identificationPhoto_patientID_stands BEFORE INSERT ON identificationPhoto
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER ledgerChargeNoDelete BEFORE DELETE ON ledgerCharge
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledgerChargeNoUpdate BEFORE UPDATE OF id, source, encounterID, departmentID, serviceID, code, name, quantity, unitPrice, amount, day, postedAt,
postedBy, reversalOf ON ledgerCharge
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledgerCharge_patientID_moves BEFORE UPDATE OF patientID ON ledgerCharge
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'ledgerCharge' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER ledgerCharge_patientID_stands BEFORE INSERT ON ledgerCharge
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER ledgerPostingNoDelete BEFORE DELETE ON ledgerPosting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledgerPostingNoUpdate BEFORE UPDATE ON ledgerPosting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER patientsBreakGlass_patientID_moves BEFORE UPDATE OF patientID ON patientsBreakGlass
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsBreakGlass' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsBreakGlass_patientID_stands BEFORE INSERT ON patientsBreakGlass
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsConsent_patientID_moves BEFORE UPDATE OF patientID ON patientsConsent
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsConsent' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsConsent_patientID_stands BEFORE INSERT ON patientsConsent
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsContactPoint_patientID_moves BEFORE UPDATE OF patientID ON patientsContactPoint
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsContactPoint' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsContactPoint_patientID_stands BEFORE INSERT ON patientsContactPoint
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsContact_patientID_moves BEFORE UPDATE OF patientID ON patientsContact
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsContact' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsContact_patientID_stands BEFORE INSERT ON patientsContact
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsDeath_patientID_moves BEFORE UPDATE OF patientID ON patientsDeath
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsDeath' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsDeath_patientID_stands BEFORE INSERT ON patientsDeath
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsIdentifier_patientID_moves BEFORE UPDATE OF patientID ON patientsIdentifier
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsIdentifier' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsIdentifier_patientID_stands BEFORE INSERT ON patientsIdentifier
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsRelation_patientID_moves BEFORE UPDATE OF patientID ON patientsRelation
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsRelation' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsRelation_patientID_stands BEFORE INSERT ON patientsRelation
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsRelation_relativeID_moves BEFORE UPDATE OF relativeID ON patientsRelation
WHEN NEW.relativeID IS NOT OLD.relativeID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsRelation' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.relativeID AND m.survivorID = NEW.relativeID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.relativeID AND m.loserID = NEW.relativeID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsRelation_relativeID_stands BEFORE INSERT ON patientsRelation
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.relativeID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER patientsUnidentified_patientID_moves BEFORE UPDATE OF patientID ON patientsUnidentified
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'patientsUnidentified' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER patientsUnidentified_patientID_stands BEFORE INSERT ON patientsUnidentified
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER printQueueDocumentNoDelete BEFORE DELETE ON printQueueDocument
BEGIN SELECT RAISE(ABORT, 'a printed document is never removed'); END;
CREATE TRIGGER printQueueDocumentNoUpdate BEFORE UPDATE OF
    id, kind, subjectType, subjectID, copyNumber, language, title, templateVersion, templateNumber, templateName,
    templateData, body, sha256, createdAt, createdBy, createdByName ON printQueueDocument
BEGIN SELECT RAISE(ABORT, 'a printed document is never changed'); END;
CREATE TRIGGER printQueueDocument_patientID_moves BEFORE UPDATE OF patientID ON printQueueDocument
WHEN NEW.patientID IS NOT OLD.patientID AND NOT EXISTS (
    SELECT 1 FROM patientsMergeRow r JOIN patientsMerge m ON m.id = r.mergeID
    WHERE r.tableName = 'printQueueDocument' AND r.rowID = OLD.id AND (
        (m.undoneAt IS NULL AND m.loserID = OLD.patientID AND m.survivorID = NEW.patientID)
        OR (m.undoneAt IS NOT NULL AND m.survivorID = OLD.patientID AND m.loserID = NEW.patientID)))
BEGIN SELECT RAISE(ABORT, 'a row changes its patient only by a merge'); END;
CREATE TRIGGER printQueueDocument_patientID_stands BEFORE INSERT ON printQueueDocument
WHEN EXISTS (SELECT 1 FROM patientsAlias WHERE patientID = NEW.patientID)
BEGIN SELECT RAISE(ABORT, 'the patient was merged'); END;
CREATE TRIGGER printQueuePictureNoDelete BEFORE DELETE ON printQueuePicture
BEGIN SELECT RAISE(ABORT, 'a picture is never removed: old papers show it'); END;
CREATE TRIGGER printQueuePictureNoUpdate BEFORE UPDATE ON printQueuePicture
BEGIN SELECT RAISE(ABORT, 'a picture is never changed'); END;
CREATE TRIGGER printQueueTemplateNoDelete BEFORE DELETE ON printQueueTemplate
BEGIN SELECT RAISE(ABORT, 'a published template is never removed'); END;
CREATE TRIGGER printQueueTemplateNoUpdate BEFORE UPDATE ON printQueueTemplate
BEGIN SELECT RAISE(ABORT, 'a published template is never changed'); END;
CREATE TRIGGER storeAuditActorNoDelete BEFORE DELETE ON storeAuditActor
BEGIN SELECT RAISE(ABORT, 'storeAuditActor is never deleted from'); END;
CREATE TRIGGER storeAuditActorNoUpdate BEFORE UPDATE ON storeAuditActor
BEGIN SELECT RAISE(ABORT, 'storeAuditActor is never changed'); END;
CREATE TRIGGER storeAuditAtEnd BEFORE INSERT ON storeAudit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM storeAudit)
BEGIN SELECT RAISE(ABORT, 'storeAudit takes entries at its end only'); END;
CREATE TRIGGER storeAuditEventNoDelete BEFORE DELETE ON storeAuditEvent
BEGIN SELECT RAISE(ABORT, 'storeAuditEvent is never deleted from'); END;
CREATE TRIGGER storeAuditEventNoUpdate BEFORE UPDATE ON storeAuditEvent
BEGIN SELECT RAISE(ABORT, 'storeAuditEvent is never changed'); END;
CREATE TRIGGER storeAuditHeadNoDelete BEFORE DELETE ON storeAuditHead
BEGIN SELECT RAISE(ABORT, 'storeAuditHead is never deleted from'); END;
CREATE TRIGGER storeAuditHeadNoUpdate BEFORE UPDATE ON storeAuditHead
BEGIN SELECT RAISE(ABORT, 'storeAuditHead is never changed'); END;
CREATE TRIGGER storeAuditKeyNoDelete BEFORE DELETE ON storeAuditKey
BEGIN SELECT RAISE(ABORT, 'storeAuditKey is never deleted from'); END;
CREATE TRIGGER storeAuditKeyNoUpdate BEFORE UPDATE ON storeAuditKey
BEGIN SELECT RAISE(ABORT, 'storeAuditKey is never changed'); END;
CREATE TRIGGER storeAuditNoDelete BEFORE DELETE ON storeAudit
BEGIN SELECT RAISE(ABORT, 'storeAudit is never deleted from'); END;
CREATE TRIGGER storeAuditNoUpdate BEFORE UPDATE ON storeAudit
BEGIN SELECT RAISE(ABORT, 'storeAudit is never changed'); END;
