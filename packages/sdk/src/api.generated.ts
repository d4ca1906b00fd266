// Made by "npm run generate" from docs/openapi.json.
export type paths = {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys, without the keys themselves */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop a key */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key a new secret; the old one stops, at once or after an overlap
         * @description Keys people made for themselves only they can rotate.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for your decision */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is asked, of whom, and what your decision would be bound to */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to what is asked
         * @description Counts once. Refused when what is asked has changed since you were shown it.
         */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand your voice in this to somebody else
         * @description Where the item allows it, once, for as long as this is asked.
         */
        post: operations["delegateApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse what is asked
         * @description One refusal ends it all. Refused when what is asked has changed since you were shown it.
         */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done, newest first
         * @description What was done a moment ago is among it.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Signed checkpoints and the key to check them with
         * @description Fetch and keep them where neither server nor database can change them.
         */
        get: operations["listAuditCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take what is personal of somebody out of the log
         * @description Who they were, from where, the reasons they gave and what names them. The chain stays whole and tells how many values went.
         */
        post: operations["erasePersonFromAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log for other systems, oldest first
         * @description NDJSON can be verified offline; CSV has no cell a spreadsheet would take for a formula; CEF is for collectors of security events.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Legal holds: while one stands, nothing is erased or dropped */
        get: operations["listAuditHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/holds/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a legal hold */
        put: operations["setAuditHold"];
        post?: never;
        /** Lift a legal hold */
        delete: operations["liftAuditHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the log is what was written
         * @description Reads the whole chain and every checkpoint. Whoever owns server and database can make this say what they like; check elsewhere with `pao audit verify --offline`.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authz/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether you may call an operation, and by which role or rule
         * @description With `id` also what the rules say about that request. One you may not read is answered as one that does not exist.
         */
        get: operations["explainAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breakers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Circuit breakers that are open or counting failures */
        get: operations["listBreakers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breakers/{target}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a circuit breaker by hand
         * @description Calls go out again at once; failures are counted anew.
         */
        post: operations["resetBreaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What teams may spend each month, and what is estimated that they do
         * @description Who does not oversee the tenant sees what holds for their own teams.
         */
        get: operations["listBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets/{team}/{environment}/{currency}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what a team may spend each month
         * @description Counted is the estimated monthly cost of what was ordered and stands or is under way, in this currency or at a known rate.
         */
        put: operations["setBudget"];
        post?: never;
        /** Take a budget away */
        delete: operations["removeBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When nothing may begin, and why
         * @description Freezes that may concern what is asked about, and the windows of the item.
         */
        get: operations["getCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as an iCalendar file (RFC 5545) */
        get: operations["exportCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Change freezes as they were set, also those that are over */
        get: operations["listFreezes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/freezes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a time in which nothing of a scope begins
         * @description What has begun goes on. What waits is told at once what it waits for now; other processes know within a second.
         */
        put: operations["setFreeze"];
        post?: never;
        /**
         * Take a freeze away
         * @description What waits for nothing else begins at once.
         */
        delete: operations["removeFreeze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/freezes/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many orders a freeze would hold
         * @description Changes nothing.
         */
        post: operations["previewFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders that wait for a freeze or window, and that one may read or decide on */
        get: operations["listWaitingOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what can be ordered */
        get: operations["listCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/{category}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one category */
        get: operations["listCategory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories with how much each holds */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item as it is served */
        get: operations["getItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/automation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the automation of an item is switched off, since when and why */
        get: operations["getAutomation"];
        put?: never;
        /**
         * Switch the automation of an item off, or on again
         * @description While it is off, orders of hybrid items go to people at once, actions with people as fallback use them, and other orders wait on hold until it is on again. For operators and the team that owns the item.
         */
        post: operations["switchAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an item has done lately
         * @description Of the 20 requests that ended last by themselves, none older than 30 days; worked out at most once a minute.
         */
        get: operations["getItemHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/options/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The choices of a field, read from its datasource */
        get: operations["listFieldOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form as JSON Schema 2020-12, and how to draw it */
        get: operations["getItemSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of an item as it was written */
        get: operations["getItemSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long an item really took lately, people and systems apart
         * @description Of the 200 requests that completed last; worked out at most once a minute.
         */
        get: operations["getItemTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever served, newest first */
        get: operations["listItemVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}/versions/{hash}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between a version that was served and another one */
        get: operations["compareItemVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the catalog again now */
        post: operations["refreshCatalog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the catalog, best match first */
        get: operations["searchCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags with how often each stands */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/validation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong with the catalog’s files */
        get: operations["getCatalogValidation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/validation/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong with one item’s file */
        get: operations["getItemValidation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compare/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a document changes of the version that is served, and what breaks by it */
        post: operations["compareDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names of the remote systems that are set up, and of the secrets they have
         * @description Those of the own tenant, and those the operator opens to it; where they lie is for who runs the service.
         */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effects/orphans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What ended actions may have left outside
         * @description Operators see all, platform teams what their items left.
         */
        get: operations["listOrphans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effects/orphans/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it exists and who looks after it from now on */
        post: operations["adoptOrphan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effects/orphans/{id}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have it deleted, or say that it does not exist (any more)
         * @description A connector that finds it by its key deletes it now; of all others it is recorded that a person said so.
         */
        post: operations["deleteOrphan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was forgotten, without a word of whom */
        get: operations["listErasures"];
        put?: never;
        /**
         * Forget a person
         * @description What lets them in ends at once. Then, piece by piece: sessions, keys, views, absences and the directory’s words go; in requests, approvals and comments a pseudonym takes their place; the audit log forgets them, its chain stays whole. Refused while something needs them, with all of it.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an erasure is */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Unexpected errors by kind
         * @description At most 200, last seen first. Secrets are taken out of messages and samples.
         */
        get: operations["listErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors/{fingerprint}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a kind of error resolved
         * @description It leaves the list until it is seen again.
         */
        post: operations["resolveError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is up and what is not */
        get: operations["getHealthApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: operations["getLivenessApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls should be sent here */
        get: operations["getReadinessApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits of actions under way at once, who holds them and who waits */
        get: operations["listLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits/{scope}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how many actions of one thing may be under way at once
         * @description Lowering ends nothing: what is too many goes on to its end. Raising lets those in line go on at once.
         */
        put: operations["setLimit"];
        post?: never;
        /**
         * Take a limit away
         * @description What the item sets for itself holds again.
         */
        delete: operations["removeLimit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is calling, with which roles */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/absence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When you are away, and who decides for you */
        get: operations["getAbsence"];
        /**
         * Say when you are away, and who decides for you
         * @description Takes the place of what you said before. You may still decide yourself.
         */
        put: operations["setAbsence"];
        post?: never;
        /** Say that you are back */
        delete: operations["endAbsence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own keys, without the keys themselves */
        get: operations["listOwnApiKeys"];
        put?: never;
        /**
         * Make an API key for yourself
         * @description It acts as you, with what you may at that moment and never more; it ends with your rights. A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.
         */
        post: operations["createOwnApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop a key of yours */
        delete: operations["revokeOwnApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key of yours a new secret; the old one stops, at once or after an overlap
         * @description It ends when it would have ended.
         */
        post: operations["rotateOwnApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is kept about you
         * @description Who you are, sessions, keys, absence, views, what you ordered and wrote, and what the audit log has of you; at most 2,000 requests and 2,000 entries, the newest.
         */
        get: operations["exportOwnData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Views of the list of requests that you have kept */
        get: operations["listViews"];
        /**
         * Keep filters of the list of requests under a name
         * @description A view of that name is replaced. At most 50.
         */
        put: operations["keepView"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a view */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in the Prometheus text format */
        get: operations["getMetricsApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for you, what ended, and what others wrote to you
         * @description Newest first, at most 50 of each kind; asks and tasks as long as they wait, else 30 days.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that you have seen what is new */
        post: operations["seeNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preview/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw the form of a document with some answers */
        post: operations["previewForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much of what teams may have, and have
         * @description Who does not oversee the tenant sees what holds for their own teams.
         */
        get: operations["listQuotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotas/{team}/{environment}/{resource}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how much of something a team may have
         * @description What stands already is counted before the answer. Lowering ends nothing: what is too much stays until it goes.
         */
        put: operations["setQuota"];
        post?: never;
        /**
         * Take a quota away
         * @description A quota for every team holds again for a team whose own one goes.
         */
        delete: operations["removeQuota"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotas/{team}/{environment}/{resource}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a quota or budget of a team filled and emptied, day by day
         * @description Of a budget with `cost:<currency>` as resource. Looked at once a minute.
         */
        get: operations["getQuotaHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotas/{team}/{environment}/{resource}/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests that hold something of a quota of a team */
        get: operations["listQuotaHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests, newest first
         * @description One’s own; platform teams also see those for their items, operators all.
         */
        get: operations["listRequests"];
        put?: never;
        /**
         * Order an item
         * @description Send an Idempotency-Key: the same key with the same body has one effect.
         */
        post: operations["submitRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with its actions */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        /** Take an ended request of one’s own off the lists */
        delete: operations["removeRequest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/actions/{action}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that manual work is done, or cannot be done */
        post: operations["completeAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/actions/{action}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change what an action is given from its next try on
         * @description Templates are rendered as in the item; secrets only as {{secrets.NAME}}.
         */
        post: operations["editAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/actions/{action}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether an effect of unknown outcome was made
         * @description For the team that owns the item and operators. If it happened the action succeeds with the outputs given; if not it takes its turn again under the same key.
         */
        post: operations["resolveEffect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/actions/{action}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on without an action that has not begun, waits, or has failed
         * @description Those that come after it go on; those that need its success are skipped too. A failed request then goes on by a retry.
         */
        post: operations["skipAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to what a request asks
         * @description Counts once. Refused when what is asked has changed since you were shown it. Where several actions ask, `action` says which.
         */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a request that has not ended */
        post: operations["cancelRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people wrote to a request, oldest first */
        get: operations["listComments"];
        put?: never;
        /**
         * Write to a request
         * @description Whoever may read a request may write to it, also when it has ended.
         */
        post: operations["addComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a request made outside, try by try, with the evidence */
        get: operations["listEffects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a request, as a list or as a live stream
         * @description With `Accept: text/event-stream` every event comes as it happens; `Last-Event-ID` or `after` resumes without a gap; `event: end` follows the last one.
         */
        get: operations["listRequestEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/exception": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to begin although a freeze or window keeps the request back */
        post: operations["askException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/exception/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a request begin although a freeze or window keeps it back, or refuse that
         * @description For those the freeze names, operators where it names nobody; for windows of an item its team and operators. Never for who ordered it. May be given unasked.
         */
        post: operations["decideException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a request is where it is, and who or what can move it */
        get: operations["explainRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How content the one who ordered it is */
        get: operations["getFeedback"];
        put?: never;
        /**
         * Say how content you are with what you ordered
         * @description Once it has ended. Saying it again takes the place of what you said before.
         */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every attempt with its input, outcome and log lines */
        get: operations["getRequestLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the actions brought back; sensitive values read *** */
        get: operations["getRequestOutputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/outputs/{action}/{name}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one secret output to whom the request is for
         * @description Only where the item names it under output.reveal, and only as long as it stands. Each showing is in the audit and the story of the request. A key needs the scope secret-outputs:write by name. At most 20 a minute.
         */
        post: operations["revealOutput"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan as it was pinned when the item was ordered */
        get: operations["getRequestPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order the same in the next environment
         * @description The answers are carried over, secrets are not; what the environment has of its own (`fulfillment.environments.<name>.defaults`) wins, and `fields` wins over all. It is an order like any other: form, approvals, quotas and windows of that environment hold.
         */
        post: operations["promoteRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/promotion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The way of a request through the environments
         * @description As the newest version of its item names it (`fulfillment.promotion`).
         */
        get: operations["getPromotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse what a request asks
         * @description One refusal ends it all. Refused when what is asked has changed since you were shown it. Where several actions ask, `action` says which.
         */
        post: operations["rejectRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a failed request go on where it failed */
        post: operations["retryRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo what a request that has ended made
         * @description In reverse order of making. After a rollback that failed: once more for what is left.
         */
        post: operations["rollBackRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a request stands */
        get: operations["getRequestStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/story": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a request, in plain words */
        get: operations["getRequestStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list of requests as CSV, newest first
         * @description With the filters of the list; at most 50,000 lines.
         */
        get: operations["exportRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What requests made, newest first
         * @description One’s own; platform teams also see those of their items, operators all.
         */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One resource, and what was ordered for it since */
        get: operations["getResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}/accept-drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that what was found is right as it is
         * @description The differences count as in order until something else is found, or ordered. Values that are hidden cannot be accepted. Nothing outside is changed.
         */
        post: operations["acceptDrift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}/decommission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a resource
         * @description By the item that its own item names under `metadata.annotations.resource.decommission`, else by undoing the request that made it.
         */
        post: operations["decommissionResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a resource looked at now
         * @description A worker looks whether it is still as it was ordered, and changes nothing. Read the resource again until `drift.asked` is false.
         */
        post: operations["lookAtResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a resource hangs together with: what needs it, what it needs
         * @description Of a whole and its parts the whole needs the parts. Nobody gets past what they may not see; circles are gone round once.
         */
        get: operations["listRelations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order a change of a resource
         * @description Orders the item that its own item names under `metadata.annotations.resource.update`, with its answers carried over.
         */
        post: operations["updateResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of the published schemas */
        get: operations["listSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One JSON Schema */
        get: operations["getSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups of the directory that fit a filter */
        get: operations["scimListGroups"];
        put?: never;
        /** Tell of a group */
        post: operations["scimCreateGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the groups of the directory */
        get: operations["scimGetGroup"];
        /** Tell of a group anew, as a whole */
        put: operations["scimReplaceGroup"];
        post?: never;
        /** Remove a group; its members lose the rights they have */
        delete: operations["scimDeleteGroup"];
        options?: never;
        head?: never;
        /** Change a group; who leaves it loses the rights they have */
        patch: operations["scimPatchGroup"];
        trace?: never;
    };
    "/api/v1/scim/v2/ResourceTypes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every ResourceType of SCIM there is here */
        get: operations["scimListResourceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/ResourceTypes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ResourceType of SCIM */
        get: operations["scimGetResourceType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every Schema of SCIM there is here */
        get: operations["scimListSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Schemas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One Schema of SCIM */
        get: operations["scimGetSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/ServiceProviderConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of SCIM is supported */
        get: operations["scimGetServiceProviderConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of the directory that fit a filter */
        get: operations["scimListUsers"];
        put?: never;
        /** Tell of somebody */
        post: operations["scimCreateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scim/v2/Users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the people of the directory */
        get: operations["scimGetUser"];
        /** Tell of somebody anew, as a whole */
        put: operations["scimReplaceUser"];
        post?: never;
        /** Remove somebody, and all their rights */
        delete: operations["scimDeleteUser"];
        options?: never;
        head?: never;
        /** Change some of what is told of somebody; `active` false ends all their rights */
        patch: operations["scimPatchUser"];
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Secrets of the table, without their values */
        get: operations["listSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a secret of your tenant
         * @description Each call makes a new version; what the one before held is gone. Actions that start after it use it, connections within 30 seconds.
         */
        put: operations["setSecret"];
        post?: never;
        /** Take a secret of your tenant away for good */
        delete: operations["deleteSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seal a batch of keys with the newest key of the settings
         * @description Tenants' keys are sealed anew, their secrets stay as they are. Call it until nothing remains; it may be called again at any time.
         */
        post: operations["rotateSecretKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service accounts of your teams; admins: all of them */
        get: operations["listServiceAccounts"];
        put?: never;
        /** Make a service account */
        post: operations["createServiceAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One service account */
        get: operations["getServiceAccount"];
        put?: never;
        post?: never;
        /** End a service account and all its keys */
        delete: operations["removeServiceAccount"];
        options?: never;
        head?: never;
        /**
         * Change what a service account, and so every key of it, may
         * @description What is left out stays as it is.
         */
        patch: operations["changeServiceAccount"];
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of a service account, without the keys themselves */
        get: operations["listServiceAccountKeys"];
        put?: never;
        /**
         * Make a key of a service account
         * @description A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.
         */
        post: operations["createServiceAccountKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop a key of a service account */
        delete: operations["revokeServiceAccountKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/keys/{key}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a key of a service account a new secret; the old one stops, at once or after an overlap */
        post: operations["rotateServiceAccountKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End the session
         * @description Where the identity provider has a sign-out of its own, `next` is its address: send the browser there.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/backchannel-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An identity provider ends sessions that began with it
         * @description The form has `logout_token`, signed by a configured issuer for the portal’s client; each is taken once. 200 = what it names has ended, or there was nothing of it. Sockets are closed within five seconds.
         */
        post: operations["backchannelLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/issuers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where one may sign in
         * @description For the portal send the browser to `/api/v1/session/sign-in?issuer=<name>&return_to=<path>`. Command lines use `device` (RFC 8628).
         */
        get: operations["listIssuers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own sessions */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your own sessions */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulate/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play an order of a document that is being written, step by step
         * @description The engine decides as it would for an order; connectors run against recorded answers, or end as `ends` says. Nothing leaves the service, nothing is kept, and no secret is read.
         */
        post: operations["simulateDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulate/fulfillment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The whole run of an order without touching anything
         * @description With `dry_run` every action is tried dry: its connector runs against recorded answers of the other side. Nothing leaves the service, nothing is kept, and no secret is read.
         */
        post: operations["simulateFulfillment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How well items did: success, times, promises, satisfaction, failures */
        get: operations["getPerformanceFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much was ordered, by day, item, team and environment
         * @description Only what people ordered, not what their orders ordered along.
         */
        get: operations["getUsageFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work by hand that waits for you */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be done, and what is to be brought back */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you do it
         * @description The others see it. Refused while somebody else has it; saying it twice changes nothing.
         */
        post: operations["claimTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a task back
         * @description By whoever took it, the team that owns the item, and operators.
         */
        post: operations["releaseTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a team may spend each month, and what is estimated that it does */
        get: operations["listTeamBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The items of a team */
        get: operations["listTeamItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What holds for a team, and how much of it is used and reserved */
        get: operations["listTeamQuotas"];
        put?: never;
        /** Set how much of something a team may have */
        post: operations["setTeamQuota"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests for the items of a team, newest first */
        get: operations["listTeamRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of the items of a team was ordered, and what it has of its quotas */
        get: operations["getTeamUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants of the installation */
        get: operations["listTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant with figures of what it has */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a suspended tenant go on
         * @description Deadlines that passed meanwhile count; work goes on where it rested.
         */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a tenant
         * @description Within seconds every call of its people is refused and nothing of its work is begun or sent. What is under way ends by itself; nothing is lost.
         */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terraform/state/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a Terraform state
         * @description Terraform’s `http` backend. The credentials (basic authentication) are made for one run, are good for this state alone and end after five hours. `LOCK` and `UNLOCK` on the same path take and free the lock; 423 carries who holds it.
         */
        get: operations["readTerraformState"];
        put?: never;
        /**
         * Write a Terraform state
         * @description Terraform’s `http` backend. The credentials (basic authentication) are made for one run, are good for this state alone and end after five hours. `LOCK` and `UNLOCK` on the same path take and free the lock; 423 carries who holds it.
         */
        post: operations["writeTerraformState"];
        /**
         * Delete a Terraform state; its last versions stay
         * @description Terraform’s `http` backend. The credentials (basic authentication) are made for one run, are good for this state alone and end after five hours. `LOCK` and `UNLOCK` on the same path take and free the lock; 423 carries who holds it.
         */
        delete: operations["deleteTerraformState"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terraform/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Terraform states the service keeps, locked ones first
         * @description At most 500. What stands in a state is not shown.
         */
        get: operations["listTerraformStates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terraform/states/{name}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Free the lock of a Terraform state by hand
         * @description Only when whoever holds it is surely not at work any more. A run that still believes to hold it can write nothing after that.
         */
        post: operations["unlockTerraformState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Render a template, or every template of a config, with sample values */
        post: operations["testVariables"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often services were used in a span of time */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validate/catalog-item": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a catalog document as the catalog reader would */
        post: operations["validateCatalogItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validate/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check an order without placing it */
        post: operations["validateRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which release answers */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/generic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of Generic
         * @description Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), or `x-signature-256: sha256=…`, HMAC-SHA-256 of `<x-timestamp>.<body>`; the time may be five minutes off. Without a configured secret everything is refused.
         */
        post: operations["receiveGenericWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of GitHub
         * @description Signed by `x-hub-signature-256: sha256=…`, HMAC-SHA-256 of the raw body. Without a configured secret everything is refused.
         */
        post: operations["receiveGitHubWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/gitlab": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of GitLab
         * @description Signed by `webhook-signature` (signing token), or with the secret in `x-gitlab-token`. Without a configured secret everything is refused.
         */
        post: operations["receiveGitLabWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/jira": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of Jira
         * @description Signed by `x-hub-signature: sha256=…`, HMAC-SHA-256 of the raw body. Without a configured secret everything is refused.
         */
        post: operations["receiveJiraWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/monitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of Monitoring
         * @description Alertmanager or Grafana with `authorization: Bearer <secret>`. Without a configured secret everything is refused.
         */
        post: operations["receiveMonitoringWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/slack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a press of a button in Slack
         * @description Signed by `x-slack-signature: v0=…` over the raw body and a timestamp of the last five minutes. Without a configured secret everything is refused.
         */
        post: operations["receiveSlackInteraction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/terraform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a delivery of Terraform
         * @description Signed by `x-tfe-notification-signature`, hex HMAC-SHA-512 of the raw body. Without a configured secret everything is refused.
         */
        post: operations["receiveTerraformWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket that opens one WebSocket within half a minute
         * @description Offer it as subprotocol `pao.ticket.<ticket>`, never in the URL.
         */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is up and what is not */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls should be sent here */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in the Prometheus text format */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        Absence: {
            /** @description E-mail of who decides meanwhile. */
            deputy: string;
            /**
             * Format: date-time
             * @description First moment.
             */
            from: string;
            note?: string;
            /**
             * Format: date-time
             * @description First moment after it.
             */
            until: string;
        };
        ApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            created_by: string;
            /** @description It stops then. */
            expires_at: string | null;
            id: string;
            /** @description Exact to a minute. */
            last_used_at: string | null;
            name: string;
            /** @description The person who made it for themselves; it never may more than they may. */
            own_of: string | null;
            /** @description The secret before the last turn works until then. */
            previous_until: string | null;
            /** @description It was stopped then. */
            revoked_at: string | null;
            roles: string[];
            /** @description Parts of the API it is held to; null = whatever its roles allow. */
            scopes: string[] | null;
            /** @description The account it is a key of; what it may is then said there. */
            service_account: string | null;
            teams: string[];
        };
        Approval: {
            action: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was asked.
             */
            asked_at: string;
            bound: {
                [key: string]: unknown;
            };
            /** @description Of all that is shown. A decision names it. */
            digest: string;
            /** @description `<request>.<action>` */
            id: string;
            may_decide: boolean;
            may_delegate: boolean;
            request: {
                [key: string]: unknown;
            };
            /** @description In which stage you may decide. */
            stage?: string;
            stages: {
                /** @description Who was asked too because it took long. */
                added: string[];
                approvers: {
                    /** @description Of the teams only who holds one of these roles. */
                    holding?: string[];
                    list: string[];
                    minimum: number;
                    type: "users" | "groups" | "roles" | "any";
                };
                /**
                 * Format: date-time
                 * @description When nobody’s decision decides.
                 */
                due_at?: string;
                /** @description `approve`, `reject` or `escalate`. */
                due_means?: string;
                /**
                 * Format: date-time
                 * @description When it was decided.
                 */
                ended_at?: string;
                /** @description Voices handed on. */
                handed: {
                    from: string;
                    to: string;
                }[];
                /** @description How many more must agree. */
                missing: number;
                name: string;
                /**
                 * Format: date-time
                 * @description Since when it is asked.
                 */
                opened_at?: string;
                /** @description Reminders so far. */
                reminded: number;
                /** @description The condition that did not hold. */
                skipped?: string;
                /**
                 * Format: date-time
                 * @description Until when a decision is promised.
                 */
                sla_at?: string;
                /** @description `pending`, `open`, `approved`, `rejected` or `skipped`. */
                state: string;
                votes: {
                    /**
                     * Format: date-time
                     * @description When.
                     */
                    at: string;
                    /** @description Who said it. */
                    by: string;
                    comment?: string;
                    decision: "approve" | "reject";
                    /** @description `portal`, `api`, `slack` or `email`. */
                    how: string;
                    /** @description Whose voice it was, where not their own. */
                    voice?: string;
                }[];
            }[];
            /** @description `open`, `approved`, `rejected` or `void`. */
            state: string;
            /** @description Markdown. */
            summary: string;
            title: string;
            /** @description Whose voice you have in it. */
            voice?: string;
            /** @description Why you may decide, or why not. */
            why: string;
        };
        ApprovalSummary: {
            action: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was asked.
             */
            asked_at: string;
            /** @description Of all that is shown. A decision names it. */
            digest: string;
            /** @description `<request>.<action>` */
            id: string;
            may_decide: boolean;
            request: {
                [key: string]: unknown;
            };
            /** @description In which stage you may decide. */
            stage?: string;
            /** @description `open`, `approved`, `rejected` or `void`. */
            state: string;
            title: string;
            /** @description Whose voice you have in it. */
            voice?: string;
            /** @description Why you may decide, or why not. */
            why: string;
        };
        Attempt: {
            action: string;
            attempt: number;
            /** @description After it. */
            ended_at: string | null;
            entry: string;
            error: unknown;
            fence: number;
            generation: number;
            http_status: number | null;
            input: unknown;
            log: unknown[];
            outcome: string | null;
            outputs: unknown;
            ref: unknown;
            /**
             * Format: date-time
             * @description Before the remote call.
             */
            started_at: string;
            worker: string;
        };
        AuditEntry: {
            /** @description What was done. */
            action: string;
            /** @description Who did it; null once it was erased. */
            actor: string | null;
            /** @description From where. */
            address: string | null;
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
            /** @description Id of the call, or of the order it is part of. */
            correlation_id: string | null;
            detail: {
                [key: string]: unknown;
            };
            /** @description SHA-256 over all of it but personal values. */
            hash: string;
            /** @description The reason they gave. */
            note: string | null;
            object_id: string;
            object_type: string;
            /** @description done, read or refused. */
            outcome: string;
            /** @description Hash of the entry before. */
            prev: string;
            /** @description Of each personal value its salted hash, and its salt or which erasure took it. */
            proof: {
                [key: string]: unknown;
            };
            /** @description Gap-free in the tenant. */
            seq: number;
            /** @description Whom it is about, where that is somebody else. */
            subject: string | null;
            tenant: string;
            /** @description How the caller had signed in. */
            via: string | null;
        };
        AuditHold: {
            name: string;
            reason: string;
            /**
             * Format: date-time
             * @description When.
             */
            set_at: string;
            set_by: string;
        };
        AuditVerdict: {
            checkpoints: number;
            entries: number;
            faults: {
                code: string;
                message: string;
                seq?: number;
            }[];
            from?: number;
            head?: string;
            ok: boolean;
            to?: number;
        };
        Breaker: {
            /** @description Failed calls in a row. */
            failures: number;
            /** @description When it opened last. */
            opened_at: string | null;
            reason: string | null;
            /** @description When one call may try the target. */
            retry_at: string | null;
            state: "closed" | "open" | "half_open";
            /** @description Host and port. */
            target: string;
            /**
             * Format: date-time
             * @description When it changed last.
             */
            updated_at: string;
        };
        Budget: {
            alerts: number[];
            amount: number;
            contacts: string[];
            currency: string;
            enforce: boolean;
            /** @description An environment; `*` = all of them together. */
            environment: string;
            note?: string;
            /** @description The part of it that is under way. */
            reserved?: number;
            /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
            team: string;
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            /** @description Of what stands and is under way; of `*` the most any team has. */
            used: number;
        };
        CatalogDocument: {
            hash: string;
            kind: string;
            metadata: {
                [key: string]: unknown;
            };
            path: string;
            presentation: {
                [key: string]: unknown;
            };
            version: string;
        } & {
            [key: string]: unknown;
        };
        CatalogEntry: {
            category: string;
            description: string;
            /** @description SHA-256 of the document; requests pin it. */
            hash: string;
            id: string;
            kind: "CatalogItem" | "CatalogBundle";
            name: string;
            owner: {
                [key: string]: unknown;
            };
            /** @description Set while the last good version is served. */
            stale?: {
                /**
                 * Format: date-time
                 * @description When the newest file was first found to have errors.
                 */
                since: string;
            };
            tags: string[];
            version: string;
        } & {
            [key: string]: unknown;
        };
        Closure: {
            /**
             * Format: date-time
             * @description From this moment on.
             */
            from: string;
            /** @description `freeze`, `maintenance` (nothing begins) or `window` (only in it something begins). */
            kind: string;
            name: string;
            reason?: string;
            scope?: {
                categories: string[];
                environments: string[];
                items: string[];
                owners: string[];
                teams: string[];
            };
            /**
             * Format: date-time
             * @description Up to this moment.
             */
            to: string;
        };
        Diagnostic: {
            code: string;
            column: number;
            expected?: string;
            file: string;
            found?: string;
            line: number;
            mend: string;
            message: string;
            path: string;
            severity: "error" | "warning";
        } & {
            [key: string]: unknown;
        };
        Effect: {
            action: string;
            /** @description While the outcome is unknown: what a word about it names. */
            fence?: number;
            generation: number;
            /** @description Sent along with every try of it. */
            key: string;
            /** @description Id of the open orphan it left. */
            orphan?: string;
            /** @description Where it is seen in the remote system. */
            ref?: unknown;
            repeat: "safe" | "search" | "never";
            state: "intended" | "made" | "failed" | "unknown" | "maybe";
            tries: {
                /** @description It left open whether the effect was made. */
                ambiguous: boolean;
                attempt: number;
                ended_at: string | null;
                entry: string;
                fence: number;
                outcome: string | null;
                /** Format: date-time */
                started_at: string;
                /** @description The evidence of a try that did not succeed. */
                why?: {
                    class: string;
                    code: string;
                    http_status: number | null;
                    message: string;
                    /** @description Whether the call may have left. */
                    sent: boolean;
                };
                worker: string;
            }[];
            type: string;
        };
        ErrorGroup: {
            count: number;
            /** @description The same for the same fault. */
            fingerprint: string;
            /**
             * Format: date-time
             * @description When it was seen first.
             */
            first_seen_at: string;
            /**
             * Format: date-time
             * @description When it was seen last.
             */
            last_seen_at: string;
            /** @description Of the last one, without secrets. */
            message: string;
            /** @description Class of the error. */
            name: string;
            /** @description The release it was seen in last. */
            release: string;
            /** @description When it was called resolved. */
            resolved_at: string | null;
            /** @description What was being done, as the log says. */
            said: string;
            /** @description Frames of the last one, its correlation id, its request. */
            sample: unknown;
        };
        Explanation: {
            /** Format: uuid */
            id: string;
            seq: number;
            state: string;
            statements: {
                /** @description Unset = about the whole request. */
                action?: string;
                because?: {
                    file?: string;
                    line?: number;
                    /** @description Place in the document. */
                    path?: string;
                    rule: string;
                };
                can_move: {
                    /** @description Method and path, or an address. */
                    how: string;
                    what: string;
                    who: string;
                }[];
                sentence: string;
                /**
                 * Format: date-time
                 * @description When it came into this state.
                 */
                since?: string;
                state: string;
                waits_for?: {
                    detail: string;
                    /** @description retry, remote, person, target, slot, approval, hold, predecessor, child, unknown, rollback, worker or call. */
                    kind: string;
                    /**
                     * Format: date-time
                     * @description When it is looked at again by itself.
                     */
                    until?: string;
                };
            }[];
        };
        Freeze: {
            approvers: string[];
            from: string;
            name: string;
            reason: string;
            scope: {
                categories: string[];
                environments: string[];
                items: string[];
                owners: string[];
                teams: string[];
            };
            timezone: string;
            to: string;
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
        };
        Health: {
            parts: {
                detail?: string;
                name: string;
                status: string;
            }[];
            status: "ok" | "degraded" | "down";
        };
        IssuerView: {
            device: {
                client_id: string;
                /** @description Where its metadata is found. */
                issuer: string;
                scopes: string[];
            } | null;
            /** @description How people call it. */
            label: string;
            name: string;
            /** @description Of the demo only: whom `login_hint` may name. */
            people?: {
                id: string;
                name: string;
                roles: string[];
            }[];
            /** @description Whether browsers may sign in there. */
            portal: boolean;
        };
        ItemTimes: {
            /** @description Half of the requests, and nine of ten, took no longer. */
            closed?: {
                p50_seconds: number;
                p90_seconds: number;
            };
            /** @description Completed requests that were looked at, at most 200. */
            count: number;
            /** @description Half of the requests, and nine of ten, took no longer. */
            held?: {
                p50_seconds: number;
                p90_seconds: number;
            };
            /** @description Half of the requests, and nine of ten, took no longer. */
            people?: {
                p50_seconds: number;
                p90_seconds: number;
            };
            /** @description Of those that had a promised time. */
            promise: {
                kept: number;
                of: number;
            };
            /** Format: date-time */
            since?: string;
            /** @description Half of the requests, and nine of ten, took no longer. */
            systems?: {
                p50_seconds: number;
                p90_seconds: number;
            };
            /** @description Half of the requests, and nine of ten, took no longer. */
            total?: {
                p50_seconds: number;
                p90_seconds: number;
            };
        };
        Limit: {
            /** @description At most 20, longest first. */
            holders: {
                action: string;
                /** Format: uuid */
                request: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
            }[];
            /** @description At most 20, in the order they will be called. */
            line: {
                action: string;
                /** Format: uuid */
                request: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
            }[];
            /** @description Actions under way at once. */
            most: number;
            /** @description Id of the item, name of the queue, `<type>` or `<type>@<connection or host>` of the target, or the tenant. */
            name: string;
            scope: "item" | "queue" | "target" | "tenant";
            set_by: "operator" | "item";
            /** @description Above `most` only until what was too many has ended. */
            taken: number;
            /**
             * Format: date-time
             * @description When it was set last.
             */
            updated_at: string;
            /** @description Ready actions in line. */
            waiting: number;
        };
        Me: {
            /** @description Send it as X-CSRF-Token with every change of a session. */
            csrf?: string;
            email: string;
            id: string;
            /** @description The key of your own that calls for you. */
            key?: string;
            name?: string;
            roles: string[];
            scopes?: string[];
            teams: string[];
            tenant: string;
            via: string;
        };
        Orphan: {
            action: string;
            ended_as: "failed" | "cancelled" | "skipped";
            error: unknown;
            /** Format: date-time */
            found_at: string;
            id: string;
            item: string;
            /** @description What its tries carried: search the remote system for it. */
            key: string;
            owner_team: string;
            request_id: string;
            resolution?: {
                /** Format: date-time */
                at: string;
                by: string;
                comment: string | null;
                deleted_by: string | null;
                how: "adopted" | "deleted" | "settled";
                reference: string | null;
            };
            state: "open" | "resolved";
            type: string;
        };
        PerformanceFigures: {
            automate_next: {
                completed: number;
                hours: number;
                item: string;
                name: string;
            }[];
            failures: {
                action: string;
                code: string;
                count: number;
                item: string;
            }[];
            items: {
                automated: number | null;
                completed: number;
                failed: number;
                in_time: number | null;
                item: string;
                name: string;
                orders: number;
                p50_seconds: number | null;
                p90_seconds: number | null;
                rating: number | null;
                ratings: number;
                success: number | null;
                team: string;
            }[];
            lanes: {
                completed: number;
                lane: string;
                p50_seconds: number | null;
                p90_seconds: number | null;
            }[];
            satisfaction: {
                average: number | null;
                count: number;
            };
        };
        /** @description A refusal (RFC 9457). */
        Problem: {
            /** @description Stable code, see docs/errors.md. */
            code: string;
            /** @description Name this when asking for help. */
            correlation_id: string;
            detail?: string;
            errors?: {
                code: string;
                hint?: string;
                message: string;
                /** @description JSON Pointer (RFC 6901) into what was sent. */
                pointer: string;
            }[];
            facts?: {
                [key: string]: unknown;
            };
            /** @description Path of the call. */
            instance: string;
            status: number;
            title: string;
            /** @description Stable identifier of the kind of problem. */
            type: string;
        };
        Quota: {
            alerts: number[];
            contacts: string[];
            enforcement: string;
            /** @description An environment; `*` = all of them together. */
            environment: string;
            limit: number;
            note?: string;
            /** @description The part of it that is under way. */
            reserved?: number;
            resource: string;
            /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
            team: string;
            unit?: string;
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            /** @description Of what stands and is under way; of `*` the most any team has. */
            used: number;
        };
        Request: {
            actions: components["schemas"]["RequestAction"][];
            /** @description Automation of the item is off for this request. */
            automation?: {
                /** @enum {boolean} */
                off: true;
                reason: string;
            };
            category: string;
            /** @description Requests that its actions ordered. */
            children: {
                /** @description The action that ordered it. */
                action: string;
                /** Format: uuid */
                id: string;
                item: {
                    id: string;
                    name: string;
                    version: string;
                };
                links: {
                    [key: string]: string;
                };
                progress: {
                    current_action?: string;
                    done: number;
                    percentage: number;
                    total: number;
                };
                seq: number;
                state: string;
            }[];
            /** @description Why nothing may begin now. */
            closed?: {
                /** @description `freeze`, `maintenance` (nothing begins) or `window` (only in it something begins). */
                kind: string;
                name: string;
                /** @description Name of the part that may not begin; left out = the order itself. */
                part?: string;
                reason?: string;
                /**
                 * Format: date-time
                 * @description Since when it waits for that.
                 */
                since?: string;
                /** @description The same in a sentence. */
                text: string;
                /** @description No opening was found in five years; it is looked at again then. */
                unsure?: boolean;
                /**
                 * Format: date-time
                 * @description When it may begin.
                 */
                until: string;
            };
            correlation_id: string;
            /** @description What the order was estimated to cost when it was taken in. */
            cost?: {
                /** @description False: something has no price, so it will cost more. */
                complete: boolean;
                /** @description ISO 4217 code; empty where the item names none. */
                currency: string;
                /** @description The most it may be each month. */
                high: number;
                lines: {
                    component?: string;
                    /** @description The most it may be each month. */
                    high: number;
                    /** @description The least it may be each month. */
                    low: number;
                    /** @description Each month. */
                    monthly: number;
                    /** @description Once. */
                    one_off: number;
                    /** @description Of one unit, as the list writes it. */
                    price?: string;
                    price_currency?: string;
                    quantity?: string;
                    resource: string;
                    unit?: string;
                }[];
                /** @description The least it may be each month. */
                low: number;
                /** @description Each month. */
                monthly: number;
                /** @description Once. */
                one_off: number;
                sources: {
                    effective?: string;
                    /** @description SHA-256 of the price list. */
                    hash: string;
                    name: string;
                }[];
                /** @description Contained in the amounts; absent = they are net. */
                tax?: {
                    monthly: number;
                    one_off: number;
                };
                unpriced: {
                    component?: string;
                    reason: string;
                    resource: string;
                }[];
            };
            /**
             * Format: date-time
             * @description When it was ordered.
             */
            created_at: string;
            /** @description Of the document it runs as. */
            definition_hash: string;
            /** @description When it came to an end. */
            ended_at: string | null;
            environment: string | null;
            /** @description Leave to begin although nothing may. */
            exception?: {
                /**
                 * Format: date-time
                 * @description When it was asked for, or given unasked.
                 */
                at: string;
                by: string;
                decided?: {
                    /**
                     * Format: date-time
                     * @description When.
                     */
                    at: string;
                    by: string;
                    comment?: string;
                };
                reason: string;
                /** @description asked, granted or refused. */
                state: string;
            };
            fields: {
                [key: string]: unknown;
            };
            /** @description Why automation gave the request to people. */
            handover?: {
                action?: string;
                /**
                 * Format: date-time
                 * @description When people took over.
                 */
                at: string;
                class: string;
                code: string;
                message: string;
            };
            /** Format: uuid */
            id: string;
            item: {
                id: string;
                name: string;
                version: string;
            };
            /** @description Where automation and people work side by side. */
            lanes?: {
                automatic: {
                    /**
                     * Format: date-time
                     * @description When it was done, failed or was beaten.
                     */
                    finished_at?: string;
                    /** @description in_progress, completed, failed or beaten. */
                    state: string;
                };
                manual: {
                    /**
                     * Format: date-time
                     * @description When it was done, failed or was beaten.
                     */
                    finished_at?: string;
                    /** @description in_progress, completed, failed or beaten. */
                    state: string;
                };
            };
            /** @description What stands of a request that failed, was cancelled or was rolled back. */
            left: {
                action: string;
                /** @description failed, held_back, not_possible or not_asked. */
                why: string;
            }[];
            links: {
                [key: string]: string;
            };
            /** @description Whether you may cancel, retry or roll it back. */
            may_control: boolean;
            /** @description Whether you may let it begin although the calendar keeps it back. */
            may_decide_exception: boolean;
            /** @description It rests on hold until then. */
            not_before: string | null;
            /** @description Set once it runs as another version than it was ordered as. */
            ordered_as?: {
                hash: string;
                version: string;
            };
            owner_team: string;
            /** @description The action of the request that ordered this one. */
            parent: {
                action: string;
                /** Format: uuid */
                id: string;
            } | null;
            priority: string;
            progress: {
                current_action?: string;
                done: number;
                percentage: number;
                total: number;
            };
            reason: string | null;
            requester: {
                [key: string]: unknown;
            };
            seq: number;
            /** @description The clock of what the item promises; it runs from the start of the work. */
            sla?: {
                /**
                 * Format: date-time
                 * @description When the promise was broken.
                 */
                breached_at?: string;
                /**
                 * Format: date-time
                 * @description When all of the promised time is gone.
                 */
                due_at: string;
                /**
                 * Format: date-time
                 * @description When 80 % of it are gone.
                 */
                warn_at: string;
                /**
                 * Format: date-time
                 * @description When the owner was warned.
                 */
                warned_at?: string;
            };
            state: string;
            /**
             * Format: date-time
             * @description When something last happened to it.
             */
            updated_at: string;
            /** @description The lane that finished first. */
            winner?: string;
        };
        RequestAction: {
            /** @description What it asks or has asked people. */
            approval?: {
                id: string;
                title: string;
            };
            attempt: number;
            /** @description Why it was skipped. */
            because?: string;
            edit_reason?: string;
            /** @description Its next try is given something else than the item says. */
            edited?: boolean;
            /** @description Who changed it last. */
            edited_by?: string;
            /**
             * Format: date-time
             * @description End of the action.
             */
            ended_at?: string;
            error?: {
                class: string;
                code: string;
                message: string;
            };
            /** @description How many of the escalation path were told that it takes long. */
            escalated?: number;
            /** @description While the outcome is unknown: what a word about it names. */
            fence?: number;
            id: string;
            lane: string;
            name: string;
            outputs?: {
                [key: string]: unknown;
            };
            ref?: unknown;
            /** @description Secret outputs that the caller may have shown to them. */
            revealable?: string[];
            skip_reason?: string;
            /** @description Who had it skipped. */
            skipped_by?: string;
            /**
             * Format: date-time
             * @description First claim.
             */
            started_at?: string;
            state: string;
            type: string;
            /** @description Why a rollback left it: failed, held_back or not_possible. */
            undo?: string;
            /** @description On a rollback: the action it undoes. */
            undoes?: string;
            waiting_for?: string;
        };
        RequestEvent: {
            action?: string;
            action_state?: string;
            actor: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            comment?: string;
            current_action?: string;
            /** @description `approve` or `reject`. */
            decision?: string;
            /** @description What became of an approval. */
            detail?: string;
            error?: unknown;
            /** @description Who handed their voice on. */
            from?: string;
            happened?: boolean;
            /** @description By which way somebody decided. */
            how?: string;
            /** @description Step of the escalation path. */
            level?: number;
            progress_percentage: number;
            reason?: string;
            /** @description 1, 2, 3 … without gaps within a request. */
            seq: number;
            /** @description Stage of an approval. */
            stage?: string;
            state: string;
            /** @description Who was told, or has a voice now. */
            to?: string;
            type: string;
            waiting_for?: string;
        };
        RequestStatus: {
            actions: components["schemas"]["RequestAction"][];
            current_action?: string;
            id: string;
            progress: {
                current_action?: string;
                done: number;
                percentage: number;
                total: number;
            };
            progress_percentage: number;
            seq: number;
            state: string;
        };
        RequestSummary: {
            category: string;
            correlation_id: string;
            /**
             * Format: date-time
             * @description When it was ordered.
             */
            created_at: string;
            /** @description When it came to an end. */
            ended_at: string | null;
            environment: string | null;
            /** Format: uuid */
            id: string;
            item: {
                id: string;
                name: string;
                version: string;
            };
            links: {
                [key: string]: string;
            };
            /** @description It rests on hold until then. */
            not_before: string | null;
            owner_team: string;
            /** @description The action of the request that ordered this one. */
            parent: {
                action: string;
                /** Format: uuid */
                id: string;
            } | null;
            priority: string;
            progress: {
                current_action?: string;
                done: number;
                percentage: number;
                total: number;
            };
            reason: string | null;
            requester: {
                [key: string]: unknown;
            };
            seq: number;
            state: string;
            /**
             * Format: date-time
             * @description When something last happened to it.
             */
            updated_at: string;
        };
        Resource: {
            cost: {
                currency: string;
                monthly: number;
            } | null;
            /** @description How it was found beside what was ordered, when it was last looked at. */
            drift: {
                /** @description Somebody asked for a look that has not ended yet. */
                asked: boolean;
                checked_at: string | null;
                next_look_at: string | null;
                /** @description When it was first found not to be as it was ordered, this time. */
                since: string | null;
                /** @description unknown = nobody has looked yet, or nothing of it can be looked at. */
                state: "unknown" | "in_sync" | "drifted" | "missing";
            };
            environment: string | null;
            external_id: string | null;
            external_url: string | null;
            /**
             * Format: uuid
             * @description That of the request that made it.
             */
            id: string;
            item: {
                id: string;
                name: string;
                version: string;
            };
            links: {
                [key: string]: string;
            };
            /** Format: date-time */
            made_at: string;
            name: string;
            /** @description Who ordered it. */
            owner: {
                [key: string]: unknown;
            };
            owner_team: string;
            /** @description stuck = undoing it did not wholly work. */
            state: "active" | "changing" | "decommissioning" | "decommissioned" | "stuck";
            type: string;
        };
        ResourceWhole: {
            /** @description Found, and said to be right as it is. */
            accepted: {
                /** @description Left out = it was not to be there. */
                expected?: unknown;
                /** @description Left out = it is not there. */
                found?: unknown;
                path: string;
            }[];
            cost: {
                currency: string;
                monthly: number;
            } | null;
            /** @description Not as it was ordered; at most 100. */
            differences: {
                /** @description Left out = it was not to be there. */
                expected?: unknown;
                /** @description Left out = it is not there. */
                found?: unknown;
                path: string;
            }[];
            /** @description How it was found beside what was ordered, when it was last looked at. */
            drift: {
                /** @description Somebody asked for a look that has not ended yet. */
                asked: boolean;
                checked_at: string | null;
                next_look_at: string | null;
                /** @description When it was first found not to be as it was ordered, this time. */
                since: string | null;
                /** @description unknown = nobody has looked yet, or nothing of it can be looked at. */
                state: "unknown" | "in_sync" | "drifted" | "missing";
            };
            environment: string | null;
            external_id: string | null;
            external_url: string | null;
            fields: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description That of the request that made it.
             */
            id: string;
            item: {
                id: string;
                name: string;
                version: string;
            };
            links: {
                [key: string]: string;
            };
            /** @description Why the last look failed; it then stands as it was found before. */
            look_problem: {
                code: string;
                message: string;
            } | null;
            /** Format: date-time */
            made_at: string;
            may_control: boolean;
            name: string;
            orders: {
                /** Format: date-time */
                at: string;
                kind: "update" | "decommission";
                /** Format: uuid */
                request: string;
                state: string;
            }[];
            /** @description Who ordered it. */
            owner: {
                [key: string]: unknown;
            };
            owner_team: string;
            /** @description stuck = undoing it did not wholly work. */
            state: "active" | "changing" | "decommissioning" | "decommissioned" | "stuck";
            type: string;
        };
        Secret: {
            name: string;
            /**
             * Format: date-time
             * @description When it was set last.
             */
            set_at: string;
            set_by: string;
            /** @description Counts how often it was set. */
            version: number;
        };
        ServiceAccount: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            created_by: string;
            description: string | null;
            id: string;
            name: string;
            /** @description The team that answers for it. */
            owner_team: string;
            roles: string[];
            /** @description Parts of the API its keys are held to; null = whatever its roles allow. */
            scopes: string[] | null;
            teams: string[];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        Session: {
            /** @description What the browser calls itself. */
            agent: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @description It ends then at the latest.
             */
            expires_at: string;
            /** @description Names it; it is not what the cookie holds. */
            id: string;
            issuer: string;
            /**
             * Format: date-time
             * @description Exact to a minute.
             */
            last_seen_at: string;
        };
        Submitted: {
            /** Format: uuid */
            id: string;
            links: {
                [key: string]: string;
            };
            seq: number;
            state: string;
        };
        Task: {
            action: {
                id: string;
                name: string;
            };
            /** @description Values to enter on completion. */
            asked: {
                description?: string;
                label?: string;
                name: string;
                required?: boolean;
                /** @description A secret: it is not shown again. */
                sensitive?: boolean;
                /** @description `string`, `number`, `integer`, `boolean` or `any`. */
                type?: string;
            }[];
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            asked_at: string;
            /** @description E-mails of those it is given to. */
            assignees: string[];
            /** @description Who has said that they do it; a word to the others, not a lock. */
            claimed: {
                /** Format: date-time */
                at: string;
                by: string;
            } | null;
            /** @description Where to say that it is done. */
            complete: string;
            /** @description `<request>.<action>` */
            id: string;
            /** @description Markdown; may be empty. */
            instructions: string;
            /** @description Whether it is given to you, by name or by team. */
            mine: boolean;
            request: {
                [key: string]: unknown;
            };
            /** @description Team it is given to. */
            team: string | null;
            title: string;
        };
        Tenant: {
            catalog: "own" | "shared";
            changed_at: string | null;
            changed_by: string | null;
            contact: string | null;
            created_at: string | null;
            id: string;
            label: string;
            reason: string | null;
            /** @description `undeclared`: it is known, but not in PAO_TENANTS any more; it rests. */
            state: "active" | "suspended" | "deleting" | "deleted" | "undeclared";
        };
        TenantDetails: {
            catalog: "own" | "shared";
            changed_at: string | null;
            changed_by: string | null;
            connections: string[];
            contact: string | null;
            created_at: string | null;
            id: string;
            items: number;
            keys: number;
            label: string;
            people: number;
            reason: string | null;
            requests: {
                running: number;
                total: number;
            };
            resources: number;
            secrets: number;
            /** @description What holds for it, by PAO_TENANTS or the settings of the installation. */
            settings: {
                /** @description null = no limit of its own. */
                calls_per_minute: number | null;
                currency: string | null;
                /** @description null = no limit of its own. */
                requests_at_once: number | null;
                /** @description How long it keeps what; 0 = for ever. */
                retention: {
                    audit_days: number;
                    history_days: number;
                    restricted_days: number;
                };
                timezone: string;
                /** @description How many times the share of another tenant it has of busy workers. */
                worker_share: number;
            };
            source: {
                error: string | null;
                /** @description Where its catalog is read from. */
                place: string;
                status: "ok" | "degraded" | "down";
            } | null;
            /** @description `undeclared`: it is known, but not in PAO_TENANTS any more; it rests. */
            state: "active" | "suspended" | "deleting" | "deleted" | "undeclared";
            storage_bytes: number;
        };
        UsageFigures: {
            by_day: {
                completed: number;
                day: string;
                failed: number;
                orders: number;
            }[];
            by_environment: {
                environment: string;
                orders: number;
            }[];
            by_item: {
                item: string;
                name: string;
                orders: number;
                people: number;
                team: string;
            }[];
            by_team: {
                currency: string | null;
                monthly: number;
                orders: number;
                people: number;
                team: string;
            }[];
            completed: number;
            failed: number;
            items: number;
            open: number;
            orders: number;
            people: number;
        };
        WaitingOrder: {
            /** @description Why nothing may begin now. */
            closed: {
                /** @description `freeze`, `maintenance` (nothing begins) or `window` (only in it something begins). */
                kind: string;
                name: string;
                /** @description Name of the part that may not begin; left out = the order itself. */
                part?: string;
                reason?: string;
                /**
                 * Format: date-time
                 * @description Since when it waits for that.
                 */
                since?: string;
                /** @description The same in a sentence. */
                text: string;
                /** @description No opening was found in five years; it is looked at again then. */
                unsure?: boolean;
                /**
                 * Format: date-time
                 * @description When it may begin.
                 */
                until: string;
            };
            /**
             * Format: date-time
             * @description When it was ordered.
             */
            created_at: string;
            environment?: string;
            /** @description Leave to begin although nothing may. */
            exception?: {
                /**
                 * Format: date-time
                 * @description When it was asked for, or given unasked.
                 */
                at: string;
                by: string;
                decided?: {
                    /**
                     * Format: date-time
                     * @description When.
                     */
                    at: string;
                    by: string;
                    comment?: string;
                };
                reason: string;
                /** @description asked, granted or refused. */
                state: string;
            };
            item: string;
            /** @description Whether you may let it begin. */
            may_decide: boolean;
            /** Format: uuid */
            request: string;
            requester: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ci",
                 *       "roles": [
                 *         "developer"
                 *       ],
                 *       "scopes": [
                 *         "requests:write"
                 *       ],
                 *       "expires_at": "2027-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string;
                    name: string;
                    roles: ("developer" | "platform-team" | "approver" | "auditor" | "operator" | "admin")[];
                    /** @description Parts of the API the key is held to, by the tags of its operations; writing includes reading. Left out: whatever its roles allow. */
                    scopes?: ("*:read" | "*:write" | "approvals:read" | "approvals:write" | "audit:read" | "audit:write" | "catalog:read" | "catalog:write" | "checks:read" | "checks:write" | "effects:read" | "effects:write" | "identity:read" | "identity:write" | "insights:read" | "insights:write" | "operators:read" | "operators:write" | "requests:read" | "requests:write" | "resources:read" | "resources:write" | "scim:read" | "scim:write" | "secret-outputs:read" | "secret-outputs:write" | "teams:read" | "teams:write")[];
                    teams?: string[];
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is stopped. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": {
                    /** @description So long the secret before this one still works; 0 when left out. */
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `open`: you are asked. `decided`: you have decided. `all`: everything open, for operators and auditors. */
                state?: "open" | "decided" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asked last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *           "request": {
                     *             "id": "0198c0de-0000-7000-8000-000000000001",
                     *             "item": {
                     *               "id": "database-postgresql",
                     *               "name": "PostgreSQL",
                     *               "version": "1.2.0",
                     *               "hash": "e3b0…"
                     *             },
                     *             "requester": {
                     *               "email": "dana.developer@example.com"
                     *             },
                     *             "environment": "production"
                     *           },
                     *           "action": {
                     *             "id": "agree",
                     *             "name": "Agree",
                     *             "type": "approval-workflow"
                     *           },
                     *           "title": "A large database",
                     *           "state": "open",
                     *           "digest": "9f86d081884c7d65",
                     *           "asked_at": "2026-01-31T12:00:00.000Z",
                     *           "may_decide": true,
                     *           "stage": "Platform",
                     *           "why": "team data-platform"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ApprovalSummary"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "digest": "9f86d081884c7d65",
                 *       "comment": "OK"
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    /** @description The `digest` of what you were shown. */
                    digest: string;
                    /** @description Left out: the one stage you are asked in, if you have not decided yet. */
                    stage?: string;
                };
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.own_request`: Nobody decides on their own request; `approval.faceless`: Nobody knows which person stands behind the API key; `approval.not_asked`: You are not asked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.outdated`: What is asked has changed since you were shown it; look again; `approval.ended`: The approval has been decided, or is not asked any more; `approval.voted`: You, or somebody with your voice, have decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delegateApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "digest": "9f86d081884c7d65",
                 *       "to": "kim@example.com"
                 *     }
                 */
                "application/json": {
                    /** @description The `digest` of what you were shown. */
                    digest: string;
                    to: string;
                };
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.outdated`: What is asked has changed since you were shown it; look again; `approval.ended`: The approval has been decided, or is not asked any more; `approval.not_delegable`: The voice cannot be handed on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "digest": "9f86d081884c7d65",
                 *       "comment": "OK"
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    /** @description The `digest` of what you were shown. */
                    digest: string;
                    /** @description Left out: the one stage you are asked in, if you have not decided yet. */
                    stage?: string;
                };
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.own_request`: Nobody decides on their own request; `approval.faceless`: Nobody knows which person stands behind the API key; `approval.not_asked`: You are not asked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.outdated`: What is asked has changed since you were shown it; look again; `approval.ended`: The approval has been decided, or is not asked any more; `approval.voted`: You, or somebody with your voice, have decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description What was done, `limit.set`; with a dot at the end, all of that noun: `limit.` */
                action?: string;
                /** @description Who did it, by id. */
                actor?: string;
                /** @description Id of the call or order it was part of. */
                correlation_id?: string;
                cursor?: string;
                /** @description Not before. */
                from?: string;
                limit?: number;
                /** @description Its id. */
                object_id?: string;
                /** @description What it was done to: request, secret, limit … */
                object_type?: string;
                outcome?: "done" | "read" | "refused";
                /** @description Before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "tenant": "default",
                     *           "seq": 42,
                     *           "at": "2026-01-31T12:00:00.000Z",
                     *           "action": "limit.set",
                     *           "object_type": "limit",
                     *           "object_id": "target/jira-ticket",
                     *           "outcome": "done",
                     *           "via": "session",
                     *           "correlation_id": "0198c0de-1",
                     *           "detail": {
                     *             "most": 5
                     *           },
                     *           "proof": {
                     *             "actor": {
                     *               "hash": "9f2c…",
                     *               "salt": "q1J…"
                     *             }
                     *           },
                     *           "actor": "omar",
                     *           "address": "10.1.2.3",
                     *           "note": null,
                     *           "subject": null,
                     *           "prev": "51b0…",
                     *           "hash": "77aa…"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["AuditEntry"][];
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditCheckpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By file, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "public_key": "-----BEGIN PUBLIC KEY-----…",
                     *       "files": [
                     *         []
                     *       ]
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasePersonFromAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "names": [
                 *         "dana",
                 *         "dana.developer@example.com"
                 *       ],
                 *       "reason": "Request 2026-12"
                 *     }
                 */
                "application/json": {
                    /** @description Every id and e-mail the person is known by. */
                    names: string[];
                    /** @description Why, without naming the person. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erasure": "0198c0de-0000-7000-8000-000000000001",
                     *       "values": 12
                     *     }
                     */
                    "application/json": {
                        erasure?: string;
                        values?: number;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `audit.held`: A legal hold stands; lift it first; `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description What was done, `limit.set`; with a dot at the end, all of that noun: `limit.` */
                action?: string;
                /** @description Who did it, by id. */
                actor?: string;
                /** @description Id of the call or order it was part of. */
                correlation_id?: string;
                form?: "ndjson" | "csv" | "cef" | "ocsf";
                /** @description Not before. */
                from?: string;
                /** @description Its id. */
                object_id?: string;
                /** @description What it was done to: request, secret, limit … */
                object_type?: string;
                outcome?: "done" | "read" | "refused";
                /** @description Before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditHolds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "case-2026-117",
                     *           "reason": "Case 2026-117",
                     *           "set_by": "ada",
                     *           "set_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["AuditHold"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAuditHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Case 2026-117"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "case-2026-117",
                     *       "reason": "Case 2026-117",
                     *       "set_by": "ada",
                     *       "set_at": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditHold"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftAuditHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is lifted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "case-2026-117"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `audit.hold_not_found`: No legal hold of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict; `faults` names the first bad number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "entries": 42,
                     *       "from": 1,
                     *       "to": 42,
                     *       "head": "77aa…",
                     *       "checkpoints": 3,
                     *       "faults": []
                     *     }
                     */
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainAccess: {
        parameters: {
            query: {
                /** @description The request it is about. */
                id?: string;
                /** @description operationId of this document, e.g. cancelRequest. */
                operation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict and what it comes from. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operation": "cancelRequest",
                     *       "allowed": true,
                     *       "reasons": [
                     *         {
                     *           "rule": "request.control",
                     *           "holds": true,
                     *           "why": "The role developer may cancel, retry …"
                     *         },
                     *         {
                     *           "rule": "request:control",
                     *           "holds": true,
                     *           "why": "You are its requester"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `authz.operation_not_found`: No operation of that name; `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBreakers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Most recently changed first; a target that is not listed is closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "target": "jira.example.com",
                     *           "state": "open",
                     *           "failures": 5,
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "retry_at": "2026-01-31T12:00:30.000Z",
                     *           "reason": "did not answer in time",
                     *           "updated_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["Breaker"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetBreaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "target": "jira.example.com",
                     *       "state": "closed"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `breaker.not_found`: No circuit breaker of that name is open or counting */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBudgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By currency, team and environment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "team": "team-shop",
                     *           "environment": "*",
                     *           "used": 2,
                     *           "contacts": [
                     *             "email:lead@example.com"
                     *           ],
                     *           "alerts": [
                     *             80,
                     *             100
                     *           ],
                     *           "updated_by": "olga",
                     *           "updated_at": "2026-01-31T12:00:00.000Z",
                     *           "currency": "EUR",
                     *           "amount": 5000,
                     *           "enforce": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Budget"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ISO 4217 code. */
                currency: string;
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 5000,
                 *       "enforce": false,
                 *       "contacts": [
                 *         "email:lead@example.com"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Percent at which it is told, once a month each. */
                    alerts?: number[];
                    /** @description Each month, in the currency of the address. */
                    amount: number;
                    contacts?: string[];
                    /** @description Whether orders that pass it are refused; usually not. */
                    enforce?: boolean;
                    /** @description Whom to ask for more. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description It holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "team": "team-shop",
                     *       "environment": "*",
                     *       "currency": "EUR",
                     *       "amount": 5000
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ISO 4217 code. */
                currency: string;
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not hold any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "team": "team-shop",
                     *       "environment": "*",
                     *       "currency": "EUR"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `budget.not_found`: There is no such budget */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendar: {
        parameters: {
            query?: {
                environment?: string;
                /** @description Now when left out. */
                from?: string;
                /** @description With its own windows besides freezes. */
                item?: string;
                /** @description A year after `from` when left out. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The earliest first, 1,000 at most. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "freeze",
                     *           "name": "year-end",
                     *           "reason": "Restricted change period",
                     *           "from": "2026-09-24T22:00:00.000Z",
                     *           "to": "2027-01-15T23:00:00.000Z",
                     *           "scope": {
                     *             "environments": [
                     *               "production"
                     *             ],
                     *             "items": [],
                     *             "categories": [],
                     *             "teams": [],
                     *             "owners": []
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Closure"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCalendar: {
        parameters: {
            query?: {
                environment?: string;
                /** @description Now when left out. */
                from?: string;
                /** @description With its own windows besides freezes. */
                item?: string;
                /** @description A year after `from` when left out. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One event for each closed time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFreezes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "year-end",
                     *           "reason": "Restricted change period",
                     *           "from": "--09-25",
                     *           "to": "--01-15",
                     *           "timezone": "Europe/Berlin",
                     *           "scope": {
                     *             "environments": [
                     *               "production"
                     *             ],
                     *             "items": [],
                     *             "categories": [],
                     *             "teams": [],
                     *             "owners": []
                     *           },
                     *           "approvers": [
                     *             "change-board"
                     *           ],
                     *           "updated_by": "olga",
                     *           "updated_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Freeze"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the freeze, unique in the tenant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "--09-25",
                 *       "to": "--01-15",
                 *       "timezone": "Europe/Berlin",
                 *       "reason": "Restricted change period",
                 *       "scope": {
                 *         "environments": [
                 *           "production"
                 *         ]
                 *       },
                 *       "approvers": [
                 *         "change-board"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Who may let an order begin all the same: e-mails, teams, roles. Operators when left out. */
                    approvers?: string[];
                    /**
                     * @description The first day, or a local time `2026-09-25T18:00`; `--09-25` comes every year.
                     * @example 2026-09-25
                     * @example --09-25
                     */
                    from: string;
                    /** @description Shown to who waits for it. */
                    reason: string;
                    /** @description Of which orders it speaks: those that fit every list. Left out = all. */
                    scope?: {
                        /** @description Categories of items. */
                        categories?: string[];
                        /** @description Environments it is ordered in. */
                        environments?: string[];
                        /** @description Ids of items. */
                        items?: string[];
                        /** @description Teams that own the items. */
                        owners?: string[];
                        /** @description Teams it is ordered for. */
                        teams?: string[];
                    };
                    /** @description IANA name; that of the tenant when left out, else UTC. */
                    timezone?: string;
                    /**
                     * @description The last day, or the local time at which it is over.
                     * @example 2026-09-25
                     * @example --09-25
                     */
                    to: string;
                };
            };
        };
        responses: {
            /** @description It holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "year-end"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `freeze.too_many`: The calendar has as many freezes as it may have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the freeze, unique in the tenant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not hold any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "year-end"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `freeze.not_found`: There is no such freeze */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": {
                 *         "environments": [
                 *           "production"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Of which orders it speaks: those that fit every list. Left out = all. */
                    scope?: {
                        /** @description Categories of items. */
                        categories?: string[];
                        /** @description Environments it is ordered in. */
                        environments?: string[];
                        /** @description Ids of items. */
                        items?: string[];
                        /** @description Teams that own the items. */
                        owners?: string[];
                        /** @description Teams it is ordered for. */
                        teams?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Orders of its scope that have not begun, and those of the last 30 days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "waiting": 3,
                     *       "recent": 41
                     *     }
                     */
                    "application/json": {
                        recent: number;
                        waiting: number;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWaitingOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those with an open question first, 200 at most. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "request": "0198c0de-0000-7000-8000-000000000001",
                     *           "item": "Virtual machine",
                     *           "environment": "production",
                     *           "requester": "ann@example.com",
                     *           "created_at": "2026-11-26T12:00:00.000Z",
                     *           "closed": {
                     *             "kind": "freeze",
                     *             "name": "year-end",
                     *             "reason": "Restricted change period",
                     *             "until": "2027-01-15T23:00:00.000Z",
                     *             "since": "2026-11-26T12:00:00.000Z",
                     *             "text": "the change freeze year-end (Restricted change period) lasts until 2027-01-15T23:00:00Z"
                     *           },
                     *           "exception": {
                     *             "state": "asked",
                     *             "by": "ann",
                     *             "reason": "A customer waits",
                     *             "at": "2026-11-26T12:05:00.000Z"
                     *           },
                     *           "may_decide": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["WaitingOrder"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCatalog: {
        parameters: {
            query?: {
                category?: string;
                cursor?: string;
                environment?: string;
                limit?: number;
                owner?: string;
                q?: string;
                sort?: "category" | "name" | "-name" | "id" | "-id" | "relevance";
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the catalog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CatalogEntry"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategory: {
        parameters: {
            query?: {
                cursor?: string;
                environment?: string;
                limit?: number;
                owner?: string;
                q?: string;
                sort?: "category" | "name" | "-name" | "id" | "-id" | "relevance";
                tag?: string;
            };
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the catalog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CatalogEntry"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `category.not_found`: No such category */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Categories. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "categories": [
                     *         {
                     *           "category": "databases",
                     *           "count": 4
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        categories: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: {
                /** @description A semver range it must fit. */
                version?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogDocument"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `item.version_not_found`: The item has no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAutomation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands; the last time it was off is told too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "off": true,
                     *       "reason": "The platform API is being moved",
                     *       "by": "olga",
                     *       "since": "2026-01-31T12:00:00.000Z",
                     *       "until": "2026-01-31T18:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        by?: string;
                        off: boolean;
                        /** Format: date-time */
                        on_at?: string;
                        on_by?: string;
                        reason?: string;
                        /** Format: date-time */
                        since?: string;
                        /** Format: date-time */
                        until?: string;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switchAutomation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "off": true,
                 *       "reason": "The platform API is being moved"
                 *     }
                 */
                "application/json": {
                    /** @description false = on again. */
                    off: boolean;
                    reason?: string;
                    /** @description Also requests that run: what has not begun uses its fallback. */
                    running?: boolean;
                    /**
                     * Format: date-time
                     * @description On again by itself then.
                     */
                    until?: string;
                } | {
                    /** @enum {unknown} */
                    off?: false;
                } | unknown;
            };
        };
        responses: {
            /** @description How it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "off": true,
                     *       "reason": "The platform API is being moved",
                     *       "by": "olga",
                     *       "since": "2026-01-31T12:00:00.000Z",
                     *       "until": "2026-01-31T18:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        by?: string;
                        off: boolean;
                        /** Format: date-time */
                        on_at?: string;
                        on_by?: string;
                        reason?: string;
                        /** Format: date-time */
                        since?: string;
                        /** Format: date-time */
                        until?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its health. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "degraded",
                     *       "ended": 20,
                     *       "failed": 1,
                     *       "last_failure": {
                     *         "code": "http.503",
                     *         "at": "2026-01-31T12:00:00.000Z"
                     *       },
                     *       "running": 2,
                     *       "resources": {
                     *         "looked": 14,
                     *         "off": 0
                     *       }
                     *     }
                     */
                    "application/json": {
                        ended: number;
                        failed: number;
                        last_failure: {
                            /** Format: date-time */
                            at: string;
                            code: string;
                        } | null;
                        /** @description Things it made that are looked at, and those not as they were ordered. */
                        resources: {
                            looked: number;
                            off: number;
                        };
                        running: number;
                        /** @description down = most of the newest failed; degraded = some did, or what it made has drifted; unknown = nothing ended lately. */
                        state: "ok" | "degraded" | "down" | "unknown";
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFieldOptions: {
        parameters: {
            query?: {
                /** @description Answers so far, a JSON object. */
                answers?: string;
                environment?: string;
            };
            header?: never;
            path: {
                field: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Choices; empty with a message when their source is away. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        options: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `field.not_found`: The item has no such field */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemSchema: {
        parameters: {
            query?: {
                environment?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both schemas. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its text and where it lies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        path: string;
                        source: string;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemTimes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Seconds; empty while nothing completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 12,
                     *       "since": "2026-01-01T08:00:00.000Z",
                     *       "total": {
                     *         "p50_seconds": 3600,
                     *         "p90_seconds": 14400
                     *       },
                     *       "people": {
                     *         "p50_seconds": 3000,
                     *         "p90_seconds": 13000
                     *       },
                     *       "systems": {
                     *         "p50_seconds": 400,
                     *         "p90_seconds": 900
                     *       },
                     *       "held": {
                     *         "p50_seconds": 0,
                     *         "p90_seconds": 0
                     *       },
                     *       "closed": {
                     *         "p50_seconds": 0,
                     *         "p90_seconds": 0
                     *       },
                     *       "promise": {
                     *         "kept": 11,
                     *         "of": 12
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ItemTimes"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItemVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versions: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareItemVersions: {
        parameters: {
            query?: {
                /** @description Served now if left out. */
                to?: string;
            };
            header?: never;
            path: {
                hash: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the differences mean, and every value that differs (at most 300). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "differences": [
                     *         {
                     *           "impact": "feature",
                     *           "path": "presentation.fields.size.validation.max",
                     *           "message": "max was 10, is 20"
                     *         }
                     *       ],
                     *       "values": [
                     *         {
                     *           "path": "metadata.version",
                     *           "before": "1.0.0",
                     *           "after": "1.1.0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        differences: {
                            impact: "breaking" | "feature" | "fix";
                            message: string;
                            path: string;
                        }[];
                        values: {
                            after?: unknown;
                            before?: unknown;
                            path: string;
                        }[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `item.version_not_found`: The item has no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changed": true,
                     *       "revision": "4f2a…",
                     *       "errors": 0,
                     *       "warnings": 1,
                     *       "diagnostics": []
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchCatalog: {
        parameters: {
            query: {
                cursor?: string;
                environment?: string;
                limit?: number;
                owner?: string;
                q: string;
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the catalog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CatalogEntry"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tags": [
                     *         {
                     *           "tag": "postgresql",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        tags: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCatalogValidation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Diagnostics of the files as read last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        diagnostics: components["schemas"]["Diagnostic"][];
                        errors: number;
                        revision?: string | null;
                        stale: Record<string, never>[];
                        warnings: number;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemValidation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Diagnostics of the files as read last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        diagnostics: components["schemas"]["Diagnostic"][];
                        errors: number;
                        revision?: string | null;
                        stale: Record<string, never>[];
                        warnings: number;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "version: \"2.0\"\nkind: CatalogItem\n"
                 *     }
                 */
                "application/json": {
                    /** @description The document as YAML text, or as an object. */
                    document: string | {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Differences, dependents, and what is under way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dependents: {
                            /** @enum {string} */
                            as: "component" | "dependency" | "prerequisite" | "order" | "replacement";
                            /** @description Empty = it goes on fitting. */
                            breaks: string[];
                            id: string;
                            kind: string;
                            name: string;
                        }[];
                        differences: {
                            /** @enum {string} */
                            impact: "breaking" | "feature" | "fix";
                            message: string;
                            path: string;
                        }[];
                        item: {
                            id: string;
                            name: string;
                            version: string;
                        };
                        /** @description The version must be raised at least to this. */
                        least_version?: string;
                        /** @description For `git apply`; absent for a document given as an object. */
                        patch?: string;
                        /** @description The file it belongs into. */
                        path: string;
                        raised_enough: boolean;
                        /** @description Absent = the item is new. */
                        served?: {
                            hash: string;
                            version: string;
                        };
                        /** @enum {string} */
                        step: "none" | "patch" | "minor" | "major";
                        under_way: {
                            hash: string;
                            /** @description Requests that have not ended; they go on with this version. */
                            open: number;
                            /** @description What was made by it and is there. */
                            resources: number;
                            served: boolean;
                            version: string;
                        }[];
                        /** @description At most 300. */
                        values: {
                            after?: unknown;
                            before?: unknown;
                            path: string;
                        }[];
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `document.invalid`: The document is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By type and name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "main",
                     *           "type": "jira",
                     *           "secrets": [
                     *             "token"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            name: string;
                            /** @description Names of those it has. */
                            secrets: string[];
                            type: string;
                        }[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrphans: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest request first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c5a4-8a10-7000-8000-000000000001.0.create_account",
                     *           "request_id": "0198c5a4-8a10-7000-8000-000000000001",
                     *           "item": "account",
                     *           "owner_team": "platform",
                     *           "action": "create_account",
                     *           "type": "rest-api",
                     *           "key": "0198c5a4-8a10-7000-8000-000000000001/create_account/0",
                     *           "ended_as": "cancelled",
                     *           "error": {
                     *             "code": "transport.timeout",
                     *             "message": "No answer in time",
                     *             "class": "timeout"
                     *           },
                     *           "found_at": "2026-01-01T12:05:00.000Z",
                     *           "state": "open"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Orphan"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adoptOrphan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As listed: <request>.<generation>.<action>. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reference": "CMDB-4711",
                 *       "comment": "Kept for the next order"
                 *     }
                 */
                "application/json": {
                    comment: string;
                    /** @description Where it is found from now on. */
                    reference?: string;
                };
            };
        };
        responses: {
            /** @description It is resolved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001.0.create_account",
                     *       "request_id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "item": "account",
                     *       "owner_team": "platform",
                     *       "action": "create_account",
                     *       "type": "rest-api",
                     *       "key": "0198c5a4-8a10-7000-8000-000000000001/create_account/0",
                     *       "ended_as": "cancelled",
                     *       "error": {
                     *         "code": "transport.timeout",
                     *         "message": "No answer in time",
                     *         "class": "timeout"
                     *       },
                     *       "found_at": "2026-01-01T12:05:00.000Z",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["Orphan"];
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `orphan.not_found`: No such orphan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `orphan.resolved`: The orphan has already been resolved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOrphan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As listed: <request>.<generation>.<action>. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "There was nothing"
                 *     }
                 */
                "application/json": {
                    /** @description It is gone already: the connector is not asked. */
                    by_hand?: boolean;
                    comment: string;
                };
            };
        };
        responses: {
            /** @description It is resolved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001.0.create_account",
                     *       "request_id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "item": "account",
                     *       "owner_team": "platform",
                     *       "action": "create_account",
                     *       "type": "rest-api",
                     *       "key": "0198c5a4-8a10-7000-8000-000000000001/create_account/0",
                     *       "ended_as": "cancelled",
                     *       "error": {
                     *         "code": "transport.timeout",
                     *         "message": "No answer in time",
                     *         "class": "timeout"
                     *       },
                     *       "found_at": "2026-01-01T12:05:00.000Z",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["Orphan"];
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `orphan.not_found`: No such orphan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `orphan.resolved`: The orphan has already been resolved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `orphan.not_deleted`: The remote system did not delete it */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first; at most 200. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c0de-0000-7000-8000-000000000001",
                     *           "pseudonym": "erased-800000000001",
                     *           "reason": "Request 2026-12",
                     *           "asked_by": "ada",
                     *           "asked_at": "2026-01-31T12:00:00.000Z",
                     *           "stage": "sweep",
                     *           "deleted": 9,
                     *           "changed": 120,
                     *           "audit_values": 0,
                     *           "done_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            asked_at: string;
                            asked_by: string;
                            /** @description Values that went from the audit log. */
                            audit_values: number;
                            /** @description Rows that have the pseudonym now. */
                            changed: number;
                            /** @description Rows that went. */
                            deleted: number;
                            done_at: string | null;
                            id: string;
                            /** @description What stands in the place of the person from now on. */
                            pseudonym: string;
                            reason: string;
                            /** @description `own`: what is theirs goes; `sweep`: the pseudonym takes their place; `audit`: the log forgets them; `done`. */
                            stage: string;
                        }[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person": "dana.developer@example.com",
                 *       "names": [
                 *         "Dana Developer"
                 *       ],
                 *       "reason": "Request 2026-12"
                 *     }
                 */
                "application/json": {
                    /** @description What else they are known by; what sessions, keys and the directory say is found by itself. */
                    names?: string[];
                    /** @description Id or e-mail of the person. */
                    person: string;
                    /** @description Why, without naming the person. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It is under way; asked again meanwhile it is the same one. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001",
                     *       "pseudonym": "erased-800000000001",
                     *       "reason": "Request 2026-12",
                     *       "asked_by": "ada",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "stage": "sweep",
                     *       "deleted": 9,
                     *       "changed": 120,
                     *       "audit_values": 0,
                     *       "done_at": null
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        asked_at: string;
                        asked_by: string;
                        /** @description Values that went from the audit log. */
                        audit_values: number;
                        /** @description Rows that have the pseudonym now. */
                        changed: number;
                        /** @description Rows that went. */
                        deleted: number;
                        done_at: string | null;
                        id: string;
                        /** @description What stands in the place of the person from now on. */
                        pseudonym: string;
                        reason: string;
                        /** @description `own`: what is theirs goes; `sweep`: the pseudonym takes their place; `audit`: the log forgets them; `done`. */
                        stage: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `audit.held`: A legal hold stands; lift it first; `person.needed`: This person is still needed; see what by; `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001",
                     *       "pseudonym": "erased-800000000001",
                     *       "reason": "Request 2026-12",
                     *       "asked_by": "ada",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "stage": "sweep",
                     *       "deleted": 9,
                     *       "changed": 120,
                     *       "audit_values": 0,
                     *       "done_at": null
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        asked_at: string;
                        asked_by: string;
                        /** @description Values that went from the audit log. */
                        audit_values: number;
                        /** @description Rows that have the pseudonym now. */
                        changed: number;
                        /** @description Rows that went. */
                        deleted: number;
                        done_at: string | null;
                        id: string;
                        /** @description What stands in the place of the person from now on. */
                        pseudonym: string;
                        reason: string;
                        /** @description `own`: what is theirs goes; `sweep`: the pseudonym takes their place; `audit`: the log forgets them; `done`. */
                        stage: string;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `erasure.not_found`: No erasure of that id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErrors: {
        parameters: {
            query?: {
                /** @description Those that were called resolved, instead of the open ones. */
                resolved?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry for each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "fingerprint": "3f1c9a2b7d5e8f40",
                     *           "name": "TypeError",
                     *           "message": "Cannot read properties of undefined (reading \"plan\")",
                     *           "said": "a call failed",
                     *           "count": 3,
                     *           "first_seen_at": "2026-01-31T12:00:00.000Z",
                     *           "last_seen_at": "2026-01-31T14:30:00.000Z",
                     *           "release": "0.1.0",
                     *           "resolved_at": null,
                     *           "sample": {
                     *             "frames": [
                     *               {
                     *                 "in": "submit",
                     *                 "file": "server/src/requests/submit.ts",
                     *                 "line": 90,
                     *                 "column": 7,
                     *                 "isOurs": true
                     *               }
                     *             ],
                     *             "correlation_id": "0198c5a4-8a10-7000-8000-000000000001-2f"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["ErrorGroup"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is called resolved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "fingerprint": "3f1c9a2b7d5e8f40",
                     *       "state": "resolved"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `error.not_found`: No unexpected error of that fingerprint is open */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealthApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "parts": [
                     *         {
                     *           "name": "database",
                     *           "status": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLivenessApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadinessApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "parts": [
                     *         {
                     *           "name": "database",
                     *           "status": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By scope and name; what is not listed has no limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "scope": "target",
                     *           "name": "jira-ticket",
                     *           "most": 1,
                     *           "set_by": "operator",
                     *           "taken": 1,
                     *           "waiting": 1,
                     *           "holders": [
                     *             {
                     *               "request": "0198c0de-0000-7000-8000-000000000001",
                     *               "action": "create-instance",
                     *               "since": "2026-01-31T12:00:00.000Z"
                     *             }
                     *           ],
                     *           "line": [
                     *             {
                     *               "request": "0198c0de-0000-7000-8000-000000000002",
                     *               "action": "create-instance",
                     *               "since": "2026-01-31T12:00:00.000Z"
                     *             }
                     *           ],
                     *           "updated_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["Limit"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                scope: "item" | "queue" | "target" | "tenant";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "most": 5
                 *     }
                 */
                "application/json": {
                    /** @description Actions under way at once; 0 lets none start. */
                    most: number;
                };
            };
        };
        responses: {
            /** @description It holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "scope": "target",
                     *       "name": "jira-ticket",
                     *       "most": 5
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                scope: "item" | "queue" | "target" | "tenant";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not hold any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "scope": "target",
                     *       "name": "jira-ticket"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit.not_found`: Operators have set no limit of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": "default",
                     *       "id": "corp:248289761001",
                     *       "email": "dana.developer@example.com",
                     *       "name": "Dana Developer",
                     *       "roles": [
                     *         "developer"
                     *       ],
                     *       "teams": [
                     *         "payments"
                     *       ],
                     *       "via": "session",
                     *       "csrf": "aFy…"
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The absence, or null. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "absence": {
                     *         "from": "2026-12-24T00:00:00.000Z",
                     *         "until": "2027-01-02T00:00:00.000Z",
                     *         "deputy": "kim@example.com"
                     *       }
                     *     }
                     */
                    "application/json": {
                        absence?: components["schemas"]["Absence"] | null;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.faceless`: Nobody knows which person stands behind the API key */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2026-12-24T00:00:00.000Z",
                 *       "until": "2027-01-02T00:00:00.000Z",
                 *       "deputy": "kim@example.com"
                 *     }
                 */
                "application/json": {
                    deputy: string;
                    /** @description Now when left out. */
                    from?: string;
                    note?: string;
                    until: string;
                };
            };
        };
        responses: {
            /** @description It holds from then on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-12-24T00:00:00.000Z",
                     *       "until": "2027-01-02T00:00:00.000Z",
                     *       "deputy": "kim@example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Absence"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.faceless`: Nobody knows which person stands behind the API key */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `absence.invalid`: The absence is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody decides for you any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.faceless`: Nobody knows which person stands behind the API key */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Days one lives at most; 0 = nobody makes any here. */
                        most_days: number;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOwnApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "laptop",
                 *       "scopes": [
                 *         "requests:write"
                 *       ],
                 *       "expires_at": "2026-12-31T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description It ends then; at most so many days from now as `most_days` of the list says.
                     */
                    expires_at: string;
                    name: string;
                    /** @description Of your roles; all of them when left out. */
                    roles?: ("developer" | "platform-team" | "approver" | "auditor" | "operator" | "admin")[];
                    /** @description Parts of the API the key is held to. Left out: whatever its roles allow. */
                    scopes?: ("*:read" | "*:write" | "approvals:read" | "approvals:write" | "audit:read" | "audit:write" | "catalog:read" | "catalog:write" | "checks:read" | "checks:write" | "effects:read" | "effects:write" | "identity:read" | "identity:write" | "insights:read" | "insights:write" | "operators:read" | "operators:write" | "requests:read" | "requests:write" | "resources:read" | "resources:write" | "scim:read" | "scim:write" | "secret-outputs:read" | "secret-outputs:write" | "teams:read" | "teams:write")[];
                    /** @description Of your teams; all of them when left out. */
                    teams?: string[];
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `auth.cross_site`: The call came from another site; `api_key.own_off`: Nobody makes keys for themselves here; `api_key.own_by_people`: Only a person who is signed in makes a key of their own */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `api_key.too_many`: You have as many keys of your own as one may; `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeOwnApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is stopped. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateOwnApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": {
                    /** @description So long the secret before this one still works; 0 when left out. */
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportOwnData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is all there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        absence: Record<string, never> | null;
                        api_keys: Record<string, never>[];
                        audit: Record<string, never>[];
                        comments: Record<string, never>[];
                        feedback: Record<string, never>[];
                        /** Format: date-time */
                        made_at: string;
                        /** @description Whether there is more than one answer holds; lists and admins have it. */
                        older: {
                            audit: boolean;
                            requests: boolean;
                        };
                        person: Record<string, never>;
                        requests: Record<string, never>[];
                        sessions: Record<string, never>[];
                        views: Record<string, never>[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c5a4-8a10-7000-8000-000000000003",
                     *           "name": "Failed databases",
                     *           "query": {
                     *             "state": "failed",
                     *             "item": "database-postgresql-standard"
                     *           },
                     *           "created_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @description What stands in the address of the list. */
                            query: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Failed databases",
                 *       "query": {
                 *         "state": "failed",
                 *         "item": "database-postgresql-standard"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description What stands in the address of the list. */
                    query: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000003",
                     *       "name": "Failed databases",
                     *       "query": {
                     *         "state": "failed",
                     *         "item": "database-postgresql-standard"
                     *       },
                     *       "created_at": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @description What stands in the address of the list. */
                        query: {
                            [key: string]: string;
                        };
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `view.too_many`: You have kept as many views as one may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `view.not_found`: You have kept no such view */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetricsApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is new for you. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "unread": 1,
                     *       "seen_at": "2026-01-31T11:00:00.000Z",
                     *       "items": [
                     *         {
                     *           "key": "ended 0198c5a4-8a10-7000-8000-000000000001 completed",
                     *           "kind": "ended",
                     *           "at": "2026-01-31T12:00:00.000Z",
                     *           "request": "0198c5a4-8a10-7000-8000-000000000001",
                     *           "item": "PostgreSQL database",
                     *           "state": "completed",
                     *           "is_new": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description Id of the ask that waits for you. */
                            approval?: string;
                            /** Format: date-time */
                            at: string;
                            by?: string;
                            is_new: boolean;
                            item: string;
                            key: string;
                            kind: "approval" | "task" | "ended" | "comment" | "drift";
                            /** Format: uuid */
                            request: string;
                            /** @description How it ended. */
                            state?: string;
                            /** @description Id of the task that waits for you. */
                            task?: string;
                            text?: string;
                        }[];
                        seen_at: string | null;
                        unread: number;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seeNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "2026-01-31T12:00:00.000Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description All up to then; now, if left out.
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "version: \"2.0\"\nkind: CatalogItem\n"
                 *     }
                 */
                "application/json": {
                    /** @description The document as YAML text, or as an object. */
                    document: string | {
                        [key: string]: unknown;
                    };
                    fields?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Schemas, visible fields, and diagnostics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `document.invalid`: The document is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By resource, team and environment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "team": "team-shop",
                     *           "environment": "*",
                     *           "used": 2,
                     *           "contacts": [
                     *             "email:lead@example.com"
                     *           ],
                     *           "alerts": [
                     *             80,
                     *             100
                     *           ],
                     *           "updated_by": "olga",
                     *           "updated_at": "2026-01-31T12:00:00.000Z",
                     *           "resource": "item:vm",
                     *           "limit": 5,
                     *           "enforcement": "hard",
                     *           "note": "Ask platform@example.com"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Quota"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description `item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names. */
                resource: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "limit": 5,
                 *       "enforcement": "hard",
                 *       "note": "Ask platform@example.com"
                 *     }
                 */
                "application/json": {
                    /** @description Percent at which it is told, once a month each. */
                    alerts?: number[];
                    contacts?: string[];
                    /** @description `hard` (usual) refuses what is too much, `approval` has people asked first, `soft` marks it. */
                    enforcement?: "hard" | "approval" | "soft";
                    /** @description How much may stand or be under way at once. */
                    limit: number;
                    /** @description Whom to ask for more. */
                    note?: string;
                    unit?: string;
                };
            };
        };
        responses: {
            /** @description It holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "team": "team-shop",
                     *       "environment": "*",
                     *       "resource": "item:vm",
                     *       "limit": 5
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description `item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names. */
                resource: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not hold any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "team": "team-shop",
                     *       "environment": "*",
                     *       "resource": "item:vm"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota.not_found`: There is no such quota */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getQuotaHistory: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description `item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names. */
                resource: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest day first, in UTC. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "day": "2026-01-31",
                     *           "highest": 3,
                     *           "last": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQuotaHolders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An environment; `*` = all of them together. */
                environment: string;
                /** @description `item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names. */
                resource: string;
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The largest amounts first, 200 at most. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "request": "0198c0de-0000-7000-8000-000000000001",
                     *           "item": "Virtual machine",
                     *           "requester": "ann@example.com",
                     *           "amount": 1,
                     *           "exceeded": false,
                     *           "state": "completed",
                     *           "since": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: Record<string, never>[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description Also requests that other requests of the list ordered; default false. */
                children?: boolean;
                cursor?: string;
                environment?: string;
                from?: string;
                item?: string;
                limit?: number;
                /** @description Only what this request ordered. */
                parent?: string;
                q?: string;
                requester?: string;
                sort?: "-created_at";
                /** @description One state or several, separated by commas. */
                state?: string;
                team?: string;
                to?: string;
                /** @description Only those of which nobody knows whether an effect was made. */
                unknown?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RequestSummary"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "item": "database-postgresql-standard",
                 *       "environment": "development",
                 *       "fields": {
                 *         "name": "orders",
                 *         "size": "small"
                 *       },
                 *       "reason": "New order service"
                 *     }
                 */
                "application/json": {
                    /** @description Of a bundle: components that are wanted or left out; the others are as the bundle says. */
                    components?: {
                        [key: string]: boolean;
                    };
                    environment?: string;
                    /** @description Answers by field id. */
                    fields: {
                        [key: string]: unknown;
                    };
                    item: string;
                    /**
                     * Format: date-time
                     * @description The request rests on hold until then.
                     */
                    not_before?: string;
                    /**
                     * Format: email
                     * @description E-mail; operators only.
                     */
                    on_behalf_of?: string;
                    reason?: string;
                    /** @description Whose quotas and budgets it counts for: one of one’s teams; the first when left out. */
                    team?: string;
                    /** @description A semver range; the newest version that fits is taken. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description The order was taken in. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 3,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `item.version_not_found`: The item has no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_orderable`: The item cannot be ordered now; `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.invalid`: The answers do not fit the form; `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.full`: Your tenant has as many open requests as it may have; try again later; `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off the lists; its record stays. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_ended`: The request has not ended yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "succeeded",
                 *       "outputs": {
                 *         "host": "db-7"
                 *       },
                 *       "comment": "Done by hand"
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    outcome: "succeeded" | "failed";
                    outputs?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `action.not_found`: The request has no such action */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `action.not_waiting`: The action does not wait for a person */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `action.outputs_invalid`: The values do not fit what the action asks for */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "changes": {
                 *         "/body/size": "small"
                 *       },
                 *       "reason": "Quota is used up",
                 *       "resume": true
                 *     }
                 */
                "application/json": {
                    /** @description JSON pointer into the config of the action to its new value. */
                    changes: {
                        [key: string]: unknown;
                    };
                    reason: string;
                    /** @description Let the failed request go on at once. */
                    resume?: boolean;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `action.not_found`: The request has no such action */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `action.not_editable`: What the action is given cannot be changed now; `request.not_failed`: Only a failed request can be retried; `request.automation_off`: The automation of the item is switched off, and nobody else can go on with the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `action.input_invalid`: The action cannot be run with these changes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveEffect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "happened": true,
                 *       "fence": 1,
                 *       "outputs": {
                 *         "id": "db-7"
                 *       },
                 *       "comment": "Seen in the console"
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    /** @description The fence of the action as it was looked at. When it was called again since, the word is refused. */
                    fence?: number;
                    /** @description Whether the effect was made. */
                    happened: boolean;
                    /** @description What the action would have put out; only with happened: true. */
                    outputs?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `action.not_found`: The request has no such action */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `effect.not_unknown`: The outcome of the action is not unknown; `effect.other_try`: The action was called again since that look */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `effect.outputs_invalid`: The outputs do not fit the action */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    skipAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Done by hand"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `action.not_found`: The request has no such action */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `action.not_skippable`: The action cannot be skipped now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "digest": "9f86d081884c7d65"
                 *     }
                 */
                "application/json": {
                    action?: string;
                    comment?: string;
                    /** @description The `digest` of what you were shown. */
                    digest: string;
                    /** @description Left out: the one stage you are asked in, if you have not decided yet. */
                    stage?: string;
                };
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.own_request`: Nobody decides on their own request; `approval.faceless`: Nobody knows which person stands behind the API key; `approval.not_asked`: You are not asked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.outdated`: What is asked has changed since you were shown it; look again; `approval.ended`: The approval has been decided, or is not asked any more; `approval.voted`: You, or somebody with your voice, have decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Ordered twice",
                 *       "compensate": true
                 *     }
                 */
                "application/json": {
                    /** @description Undo afterwards what had already succeeded. */
                    compensate?: boolean;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `request.ended`: The request has already ended; `request.rolling_back`: The request is being rolled back */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listComments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c5a4-8a10-7000-8000-000000000002",
                     *           "by": {
                     *             "id": "dana",
                     *             "name": "Dana Developer"
                     *           },
                     *           "at": "2026-01-31T12:00:00.000Z",
                     *           "body": "The name is taken; may it be orders-2?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            body: string;
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: uuid */
                            id: string;
                        }[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "The name is taken; may it be orders-2?"
                 *     }
                 */
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description It is written. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000002",
                     *       "by": {
                     *         "id": "dana",
                     *         "name": "Dana Developer"
                     *       },
                     *       "at": "2026-01-31T12:00:00.000Z",
                     *       "body": "The name is taken; may it be orders-2?"
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        body: string;
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `comment.too_many`: The request has as many comments as one may have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEffects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The effects, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "action": "create_account",
                     *           "generation": 0,
                     *           "key": "0198c5a4-8a10-7000-8000-000000000001/create_account/0",
                     *           "type": "rest-api",
                     *           "repeat": "never",
                     *           "state": "unknown",
                     *           "fence": 1,
                     *           "tries": [
                     *             {
                     *               "fence": 1,
                     *               "entry": "execute",
                     *               "attempt": 1,
                     *               "worker": "0198c5a4-0000-7000-8000-000000000002",
                     *               "started_at": "2026-01-01T12:00:00.000Z",
                     *               "ended_at": "2026-01-01T12:00:30.000Z",
                     *               "outcome": "failed",
                     *               "ambiguous": true,
                     *               "why": {
                     *                 "class": "timeout",
                     *                 "code": "transport.timeout",
                     *                 "message": "No answer in time",
                     *                 "http_status": null,
                     *                 "sent": true
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Effect"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestEvents: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
                /** @description Stream whatever Accept says, for EventSource. */
                stream?: "1";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 4,
                     *           "type": "action_succeeded",
                     *           "at": "2026-11-23T12:00:00.000Z",
                     *           "actor": "worker:w1",
                     *           "state": "in_progress",
                     *           "progress_percentage": 50,
                     *           "action": "ticket"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RequestEvent"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "A customer waits for it"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `request.not_closed`: The request does not wait for the calendar; `exception.asked`: An exception has been asked for already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approve",
                 *       "comment": "Agreed by phone"
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    decision: "approve" | "reject";
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.own_request`: Nobody decides on their own request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `request.not_closed`: The request does not wait for the calendar; `exception.not_asked`: Nobody has asked for an exception */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request first, then what holds it up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was said, or null; and whether you may say something. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "may_give": true,
                     *       "feedback": {
                     *         "rating": 5,
                     *         "comment": "Ready before I had my tea.",
                     *         "given_at": "2026-01-31T12:00:00.000Z",
                     *         "changed_at": "2026-01-31T12:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        feedback: {
                            /** Format: date-time */
                            changed_at: string;
                            comment: string | null;
                            /** Format: date-time */
                            given_at: string;
                            /** @description 1 = bad, 5 = good. */
                            rating: number;
                        } | null;
                        may_give: boolean;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rating": 5,
                 *       "comment": "Ready before I had my tea."
                 *     }
                 */
                "application/json": {
                    comment?: string;
                    rating: number;
                };
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rating": 5,
                     *       "comment": "Ready before I had my tea.",
                     *       "given_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_at": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        changed_at: string;
                        comment: string | null;
                        /** Format: date-time */
                        given_at: string;
                        /** @description 1 = bad, 5 = good. */
                        rating: number;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_ended`: The request has not ended yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestLogs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempts, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Attempt"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestOutputs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Outputs by action. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outputs": {
                     *         "ticket": {
                     *           "key": "OPS-1"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealOutput: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                id: string;
                /** @description Name of the output. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, not to be kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "action": "create",
                     *       "name": "password",
                     *       "value": "correct horse battery staple"
                     *     }
                     */
                    "application/json": {
                        action: string;
                        name: string;
                        /** @description The secret in clear. Keep it nowhere. */
                        value: unknown;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `output.not_found`: The request has brought no such output */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `output.not_shown`: It is no secret, or the item does not let its secret be shown; `output.gone`: The secret is not shown any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nodes, edges, waves and compensation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promoteRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Tested for a week"
                 *     }
                 */
                "application/json": {
                    /** @description The next one; another is refused. */
                    environment?: string;
                    fields?: {
                        [key: string]: unknown;
                    };
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The order was taken in. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000002",
                     *       "state": "queued",
                     *       "seq": 3,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000002/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `item.not_orderable`: The item cannot be ordered now; `request.not_completed`: Only what has completed can go on; `request.not_promotable`: The item names no such way from the environment of the request; `request.promoted`: It was carried on to that environment already; `request.gate_closed`: What the item asks before that environment is not so yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.full`: Your tenant has as many open requests as it may have; try again later; `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": [
                     *         "development",
                     *         "testing",
                     *         "production"
                     *       ],
                     *       "environment": "development",
                     *       "next": "testing",
                     *       "gates": [],
                     *       "overrides": [
                     *         "storage_size"
                     *       ],
                     *       "from": null,
                     *       "promoted": [],
                     *       "may_promote": true
                     *     }
                     */
                    "application/json": {
                        environment: string | null;
                        /** @description The request it was carried on from. */
                        from: {
                            environment: string;
                            /** Format: uuid */
                            request: string;
                            state: string;
                        } | null;
                        gates: {
                            gate: "stood_for" | "in_sync" | "unknown";
                            message: string;
                            open: boolean;
                            /** Format: date-time */
                            opens_at?: string;
                        }[];
                        may_promote: boolean;
                        /** @description Null = this is the last, or it is not on the way. */
                        next: string | null;
                        /** @description Fields whose answer is that of the next environment, not the one carried. */
                        overrides: string[];
                        /** @description Environments in order; empty = there is no way. */
                        path: string[];
                        /** @description Orders it was carried on by, newest first. */
                        promoted: {
                            environment: string;
                            /** Format: uuid */
                            request: string;
                            state: string;
                        }[];
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "digest": "9f86d081884c7d65"
                 *     }
                 */
                "application/json": {
                    action?: string;
                    comment?: string;
                    /** @description The `digest` of what you were shown. */
                    digest: string;
                    /** @description Left out: the one stage you are asked in, if you have not decided yet. */
                    stage?: string;
                };
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.agree",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0",
                     *           "hash": "e3b0…"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production"
                     *       },
                     *       "action": {
                     *         "id": "agree",
                     *         "name": "Agree",
                     *         "type": "approval-workflow"
                     *       },
                     *       "title": "A large database",
                     *       "state": "open",
                     *       "digest": "9f86d081884c7d65",
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "may_decide": true,
                     *       "stage": "Platform",
                     *       "why": "team data-platform",
                     *       "summary": "It costs more than usual.",
                     *       "stages": [
                     *         {
                     *           "name": "Platform",
                     *           "state": "open",
                     *           "approvers": {
                     *             "type": "groups",
                     *             "list": [
                     *               "data-platform"
                     *             ],
                     *             "minimum": 1
                     *           },
                     *           "added": [],
                     *           "handed": [],
                     *           "missing": 1,
                     *           "votes": [],
                     *           "opened_at": "2026-01-31T12:00:00.000Z",
                     *           "reminded": 0
                     *         }
                     *       ],
                     *       "bound": {
                     *         "fields": {
                     *           "size": "xl"
                     *         },
                     *         "price": 900,
                     *         "edits": {}
                     *       },
                     *       "may_delegate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `approval.own_request`: Nobody decides on their own request; `approval.faceless`: Nobody knows which person stands behind the API key; `approval.not_asked`: You are not asked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.not_found`: No such approval */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval.outdated`: What is asked has changed since you were shown it; look again; `approval.ended`: The approval has been decided, or is not asked any more; `approval.voted`: You, or somebody with your voice, have decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryRequest: {
        parameters: {
            query?: {
                /** @description Run again from this action on. */
                from?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "use_latest": true
                 *     }
                 */
                "application/json": {
                    /** @description Go on with the newest version of the item; what succeeded stays. */
                    use_latest?: boolean;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request; `action.not_found`: The request has no such action; `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `request.not_failed`: Only a failed request can be retried; `request.automation_off`: The automation of the item is switched off, and nobody else can go on with the request; `item.not_orderable`: The item cannot be ordered now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Not needed any more"
                 *     }
                 */
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It will happen. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "state": "queued",
                     *       "seq": 9,
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `request.not_ended`: The request has not ended yet; `request.not_undoable`: There is nothing of the request to roll back */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state and progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestStatus"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sentences, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "at": "2026-01-31T12:00:00.000Z",
                     *           "sentence": "The ticket OPS-7 was opened for 'Create it by hand'."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: Record<string, never>[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_found`: No such request */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportRequests: {
        parameters: {
            query?: {
                /** @description Also requests that other requests of the list ordered; default false. */
                children?: boolean;
                environment?: string;
                from?: string;
                item?: string;
                /** @description Only what this request ordered. */
                parent?: string;
                q?: string;
                requester?: string;
                /** @description One state or several, separated by commas. */
                state?: string;
                team?: string;
                to?: string;
                /** @description Only those of which nobody knows whether an effect was made. */
                unknown?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RFC 4180 in UTF-8, with a line of titles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listResources: {
        parameters: {
            query?: {
                cursor?: string;
                drift?: "unknown" | "in_sync" | "drifted" | "missing";
                environment?: string;
                item?: string;
                limit?: number;
                /** @description Only what you ordered yourself. */
                mine?: boolean;
                q?: string;
                /** @description Default `live`: everything but what was decommissioned. */
                state?: "active" | "changing" | "decommissioning" | "decommissioned" | "stuck" | "live";
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of resources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *           "type": "databases",
                     *           "name": "orders_db",
                     *           "state": "active",
                     *           "item": {
                     *             "id": "database-postgresql-standard",
                     *             "name": "PostgreSQL database",
                     *             "version": "1.2.0"
                     *           },
                     *           "owner_team": "data-platform",
                     *           "owner": {
                     *             "id": "dana",
                     *             "email": "dana.developer@example.com"
                     *           },
                     *           "environment": "production",
                     *           "external_id": "db-7",
                     *           "external_url": null,
                     *           "cost": {
                     *             "monthly": 120,
                     *             "currency": "EUR"
                     *           },
                     *           "made_at": "2026-01-31T12:00:00.000Z",
                     *           "drift": {
                     *             "state": "in_sync",
                     *             "checked_at": "2026-02-01T12:00:00.000Z",
                     *             "next_look_at": "2026-02-02T12:00:00.000Z",
                     *             "since": null,
                     *             "asked": false
                     *           },
                     *           "links": {
                     *             "self": "/api/v1/resources/0198c5a4-8a10-7000-8000-000000000001",
                     *             "request": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Resource"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "type": "databases",
                     *       "name": "orders_db",
                     *       "state": "active",
                     *       "item": {
                     *         "id": "database-postgresql-standard",
                     *         "name": "PostgreSQL database",
                     *         "version": "1.2.0"
                     *       },
                     *       "owner_team": "data-platform",
                     *       "owner": {
                     *         "id": "dana",
                     *         "email": "dana.developer@example.com"
                     *       },
                     *       "environment": "production",
                     *       "external_id": "db-7",
                     *       "external_url": null,
                     *       "cost": {
                     *         "monthly": 120,
                     *         "currency": "EUR"
                     *       },
                     *       "made_at": "2026-01-31T12:00:00.000Z",
                     *       "drift": {
                     *         "state": "in_sync",
                     *         "checked_at": "2026-02-01T12:00:00.000Z",
                     *         "next_look_at": "2026-02-02T12:00:00.000Z",
                     *         "since": null,
                     *         "asked": false
                     *       },
                     *       "links": {
                     *         "self": "/api/v1/resources/0198c5a4-8a10-7000-8000-000000000001",
                     *         "request": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001"
                     *       },
                     *       "fields": {
                     *         "database_name": "orders_db"
                     *       },
                     *       "may_control": true,
                     *       "differences": [],
                     *       "accepted": [],
                     *       "look_problem": null,
                     *       "orders": []
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceWhole"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptDrift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Made larger by the on-call"
                 *     }
                 */
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description They are accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "type": "databases",
                     *       "name": "orders_db",
                     *       "state": "active",
                     *       "item": {
                     *         "id": "database-postgresql-standard",
                     *         "name": "PostgreSQL database",
                     *         "version": "1.2.0"
                     *       },
                     *       "owner_team": "data-platform",
                     *       "owner": {
                     *         "id": "dana",
                     *         "email": "dana.developer@example.com"
                     *       },
                     *       "environment": "production",
                     *       "external_id": "db-7",
                     *       "external_url": null,
                     *       "cost": {
                     *         "monthly": 120,
                     *         "currency": "EUR"
                     *       },
                     *       "made_at": "2026-01-31T12:00:00.000Z",
                     *       "drift": {
                     *         "state": "in_sync",
                     *         "checked_at": "2026-02-01T12:00:00.000Z",
                     *         "next_look_at": "2026-02-02T12:00:00.000Z",
                     *         "since": null,
                     *         "asked": false
                     *       },
                     *       "links": {
                     *         "self": "/api/v1/resources/0198c5a4-8a10-7000-8000-000000000001",
                     *         "request": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001"
                     *       },
                     *       "fields": {
                     *         "database_name": "orders_db"
                     *       },
                     *       "may_control": true,
                     *       "differences": [],
                     *       "accepted": [],
                     *       "look_problem": null,
                     *       "orders": []
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceWhole"];
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `resource.not_drifted`: Nothing was found of the resource that could be accepted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decommissionResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The project has ended"
                 *     }
                 */
                "application/json": {
                    fields?: {
                        [key: string]: unknown;
                    };
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It was ordered; follow the request. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "how": "rollback",
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": {
                        how: "order" | "rollback";
                        links: {
                            [key: string]: string;
                        };
                        /** Format: uuid */
                        request: string;
                    };
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource; `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `resource.gone`: The resource does not exist any more; `resource.busy`: Another order for the resource is still running; `request.not_undoable`: There is nothing of the request to roll back */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.full`: Your tenant has as many open requests as it may have; try again later; `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookAtResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be looked at. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "type": "databases",
                     *       "name": "orders_db",
                     *       "state": "active",
                     *       "item": {
                     *         "id": "database-postgresql-standard",
                     *         "name": "PostgreSQL database",
                     *         "version": "1.2.0"
                     *       },
                     *       "owner_team": "data-platform",
                     *       "owner": {
                     *         "id": "dana",
                     *         "email": "dana.developer@example.com"
                     *       },
                     *       "environment": "production",
                     *       "external_id": "db-7",
                     *       "external_url": null,
                     *       "cost": {
                     *         "monthly": 120,
                     *         "currency": "EUR"
                     *       },
                     *       "made_at": "2026-01-31T12:00:00.000Z",
                     *       "drift": {
                     *         "state": "in_sync",
                     *         "checked_at": "2026-02-01T12:00:00.000Z",
                     *         "next_look_at": "2026-02-02T12:00:00.000Z",
                     *         "since": null,
                     *         "asked": true
                     *       },
                     *       "links": {
                     *         "self": "/api/v1/resources/0198c5a4-8a10-7000-8000-000000000001",
                     *         "request": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001"
                     *       },
                     *       "fields": {
                     *         "database_name": "orders_db"
                     *       },
                     *       "may_control": true,
                     *       "differences": [],
                     *       "accepted": [],
                     *       "look_problem": null,
                     *       "orders": []
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceWhole"];
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `resource.gone`: The resource does not exist any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelations: {
        parameters: {
            query?: {
                /** @description Steps that are gone at most. */
                depth?: number;
                /** @description Which way is gone: `dependants` to what needs it, `dependencies` to what it needs. */
                direction?: "around" | "dependants" | "dependencies";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As far as you may see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodes": [
                     *         {
                     *           "id": "0198c5a4-8a10-7000-8000-000000000001",
                     *           "type": "databases",
                     *           "name": "orders_db",
                     *           "state": "active",
                     *           "item": {
                     *             "id": "database-postgresql-standard",
                     *             "name": "PostgreSQL database",
                     *             "version": "1.2.0"
                     *           },
                     *           "owner_team": "data-platform",
                     *           "owner": {
                     *             "id": "dana",
                     *             "email": "dana.developer@example.com"
                     *           },
                     *           "environment": "production",
                     *           "external_id": "db-7",
                     *           "external_url": null,
                     *           "cost": {
                     *             "monthly": 120,
                     *             "currency": "EUR"
                     *           },
                     *           "made_at": "2026-01-31T12:00:00.000Z",
                     *           "drift": {
                     *             "state": "in_sync",
                     *             "checked_at": "2026-02-01T12:00:00.000Z",
                     *             "next_look_at": "2026-02-02T12:00:00.000Z",
                     *             "since": null,
                     *             "asked": false
                     *           },
                     *           "links": {
                     *             "self": "/api/v1/resources/0198c5a4-8a10-7000-8000-000000000001",
                     *             "request": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001"
                     *           }
                     *         }
                     *       ],
                     *       "steps": {
                     *         "0198c5a4-8a10-7000-8000-000000000001": 0
                     *       },
                     *       "complete": true,
                     *       "edges": []
                     *     }
                     */
                    "application/json": {
                        /** @description False where there is more: farther away than `depth`, or beyond 500. */
                        complete: boolean;
                        edges: {
                            /** Format: uuid */
                            from: string;
                            kind: "part_of" | "depends_on" | "refers_to";
                            /** Format: uuid */
                            to: string;
                        }[];
                        nodes: components["schemas"]["Resource"][];
                        /** @description How many steps each of them is away, by its id. */
                        steps: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fields": {
                 *         "storage_size": 200
                 *       }
                 *     }
                 */
                "application/json": {
                    fields: {
                        [key: string]: unknown;
                    };
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It was ordered; follow the request. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request": "0198c5a4-8a10-7000-8000-000000000001",
                     *       "how": "rollback",
                     *       "links": {
                     *         "self": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001",
                     *         "status": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/status",
                     *         "explain": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/explain",
                     *         "events": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events",
                     *         "logs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/logs",
                     *         "outputs": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/outputs",
                     *         "effects": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/effects",
                     *         "plan": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/plan",
                     *         "story": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/story",
                     *         "cancel": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/cancel",
                     *         "retry": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/retry",
                     *         "rollback": "/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/rollback"
                     *       }
                     *     }
                     */
                    "application/json": {
                        how: "order" | "rollback";
                        links: {
                            [key: string]: string;
                        };
                        /** Format: uuid */
                        request: string;
                    };
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid; `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resource.not_found`: No such resource; `item.not_found`: No such item in your catalog */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running; `resource.gone`: The resource does not exist any more; `resource.busy`: Another order for the resource is still running; `resource.fixed`: The item of the resource offers no way to do this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body; `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.full`: Your tenant has as many open requests as it may have; try again later; `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schemas: string[];
                    };
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `schema.not_found`: No such schema */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimListGroups: {
        parameters: {
            query?: {
                /** @description Attributes to answer with, apart by commas. */
                attributes?: string;
                count?: number;
                /** @description Attributes to leave out. */
                excludedAttributes?: string;
                /** @description eq, ne, co, sw, ew, pr, and, or, not (RFC 7644, 3.4.2.2). */
                filter?: string;
                startIndex?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of groups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimCreateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                 *       ],
                 *       "displayName": "platform-admins",
                 *       "members": []
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimGetGroup: {
        parameters: {
            query?: {
                /** @description Attributes to answer with, apart by commas. */
                attributes?: string;
                /** @description Attributes to leave out. */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimReplaceGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                 *       ],
                 *       "displayName": "platform-admins",
                 *       "members": []
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimDeleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimPatchGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
                 *       ],
                 *       "Operations": [
                 *         {
                 *           "op": "replace",
                 *           "path": "active",
                 *           "value": false
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimListResourceTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimGetResourceType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimListSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimGetSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimGetServiceProviderConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is supported. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimListUsers: {
        parameters: {
            query?: {
                /** @description Attributes to answer with, apart by commas. */
                attributes?: string;
                count?: number;
                /** @description Attributes to leave out. */
                excludedAttributes?: string;
                /** @description eq, ne, co, sw, ew, pr, and, or, not (RFC 7644, 3.4.2.2). */
                filter?: string;
                startIndex?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimCreateUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:User"
                 *       ],
                 *       "userName": "ann@example.com",
                 *       "externalId": "00u1",
                 *       "name": {
                 *         "givenName": "Ann",
                 *         "familyName": "Arbor"
                 *       },
                 *       "emails": [
                 *         {
                 *           "value": "ann@example.com",
                 *           "type": "work",
                 *           "primary": true
                 *         }
                 *       ],
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The person. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimGetUser: {
        parameters: {
            query?: {
                /** @description Attributes to answer with, apart by commas. */
                attributes?: string;
                /** @description Attributes to leave out. */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimReplaceUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:User"
                 *       ],
                 *       "userName": "ann@example.com",
                 *       "externalId": "00u1",
                 *       "name": {
                 *         "givenName": "Ann",
                 *         "familyName": "Arbor"
                 *       },
                 *       "emails": [
                 *         {
                 *           "value": "ann@example.com",
                 *           "type": "work",
                 *           "primary": true
                 *         }
                 *       ],
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimDeleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scimPatchUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
                 *       ],
                 *       "Operations": [
                 *         {
                 *           "op": "replace",
                 *           "path": "active",
                 *           "value": false
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/scim+json": Record<string, never>;
                };
            };
            /** @description `scim.invalid_value`: A value is missing or cannot be taken */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.not_found`: The directory has no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scim.uniqueness`: There is one of that name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name, at most a thousand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "JIRA_TOKEN",
                     *           "version": 3,
                     *           "set_by": "ops-key",
                     *           "set_at": "2026-01-31T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["Secret"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As documents and connections name it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "<the secret>"
                 *     }
                 */
                "application/json": {
                    /** @description Sealed at once; no answer ever holds it. */
                    value: string;
                };
            };
        };
        responses: {
            /** @description It is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "JIRA_TOKEN",
                     *       "version": 3,
                     *       "set_by": "ops-key",
                     *       "set_at": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Secret"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As documents and connections name it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "JIRA_TOKEN"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret.not_found`: The table of secrets has none of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateSecretKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description So far; `strange` = sealed by a key that the settings do not hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rewrapped": 12,
                     *       "remaining": 0,
                     *       "strange": 0
                     *     }
                     */
                    "application/json": {
                        remaining?: number;
                        rewrapped?: number;
                        strange?: number;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServiceAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServiceAccount"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "billing-sync",
                 *       "owner_team": "payments",
                 *       "roles": [
                 *         "developer"
                 *       ],
                 *       "scopes": [
                 *         "requests:write"
                 *       ]
                 *     }
                 */
                "application/json": {
                    description?: string;
                    name: string;
                    /** @description The team that answers for it. */
                    owner_team: string;
                    roles: ("developer" | "platform-team" | "approver" | "auditor" | "operator" | "admin")[];
                    /** @description Parts of the API its keys are held to. Left out: whatever its roles allow. */
                    scopes?: ("*:read" | "*:write" | "approvals:read" | "approvals:write" | "audit:read" | "audit:write" | "catalog:read" | "catalog:write" | "checks:read" | "checks:write" | "effects:read" | "effects:write" | "identity:read" | "identity:write" | "insights:read" | "insights:write" | "operators:read" | "operators:write" | "requests:read" | "requests:write" | "resources:read" | "resources:write" | "scim:read" | "scim:write" | "secret-outputs:read" | "secret-outputs:write" | "teams:read" | "teams:write")[];
                    teams?: string[];
                };
            };
        };
        responses: {
            /** @description The account; it has no key yet. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.name_taken`: There is a service account of that name; `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "developer"
                 *       ]
                 *     }
                 */
                "application/json": {
                    description?: string;
                    name?: string;
                    /** @description The team that answers for it. */
                    owner_team?: string;
                    roles?: ("developer" | "platform-team" | "approver" | "auditor" | "operator" | "admin")[];
                    /** @description Parts of the API its keys are held to. Left out: whatever its roles allow. */
                    scopes?: ("*:read" | "*:write" | "approvals:read" | "approvals:write" | "audit:read" | "audit:write" | "catalog:read" | "catalog:write" | "checks:read" | "checks:write" | "effects:read" | "effects:write" | "identity:read" | "identity:write" | "insights:read" | "insights:write" | "operators:read" | "operators:write" | "requests:read" | "requests:write" | "resources:read" | "resources:write" | "scim:read" | "scim:write" | "secret-outputs:read" | "secret-outputs:write" | "teams:read" | "teams:write")[];
                    teams?: string[];
                };
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.name_taken`: There is a service account of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServiceAccountKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServiceAccountKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "blue",
                 *       "expires_at": "2027-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeServiceAccountKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is stopped. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account; `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateServiceAccountKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": {
                    /** @description So long the secret before this one still works; 0 when left out. */
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The key; keep it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"] & {
                        /** @description The key itself, shown this once. */
                        key?: string;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.not_found`: No such service account; `api_key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You are signed out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "next": "https://sso.example.com/logout?client_id=pao-portal"
                     *     }
                     */
                    "application/json": {
                        next: string | null;
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backchannelLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description `session.logout_invalid`: The logout token is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.unsupported_type`: The content type is not supported here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIssuers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Identity providers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        issuers: components["schemas"]["IssuerView"][];
                    };
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sessions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this; `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.not_found`: No such session of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulateDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "version: \"2.0\"\nkind: CatalogItem\n",
                 *       "fields": {
                 *         "name": "orders"
                 *       },
                 *       "ends": {
                 *         "ticket": {
                 *           "failures": 1,
                 *           "ends": "succeeded",
                 *           "outputs": {
                 *             "key": "OPS-1"
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Of a bundle: components that are wanted or left out; the others are as the bundle says. */
                    components?: {
                        [key: string]: boolean;
                    };
                    /** @description The document as YAML text, or as an object. */
                    document: string | {
                        [key: string]: unknown;
                    };
                    /** @description By action: how it is to go. */
                    ends?: {
                        [key: string]: {
                            /** @description How long it takes. */
                            after_seconds?: number;
                            /** @description Left out = as the recorded answers of its connector say. */
                            ends?: "succeeded" | "failed" | "rejected";
                            /** @description Tries that fail before that. */
                            failures?: number;
                            /** @description Why it fails. */
                            message?: string;
                            outputs?: {
                                [key: string]: unknown;
                            };
                        };
                    };
                    environment?: string;
                    /** @description Answers by field id. */
                    fields: {
                        [key: string]: unknown;
                    };
                    /**
                     * Format: date-time
                     * @description The request rests on hold until then.
                     */
                    not_before?: string;
                    /**
                     * @description Undo it once it has ended.
                     * @default false
                     */
                    roll_back?: boolean;
                };
            };
        };
        responses: {
            /** @description How it would go. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Milliseconds until then. */
                        after_ms: number;
                        /** @description It was ended after 2,000 steps. */
                        cut: boolean;
                        /** @description As `POST /simulate/fulfillment` answers it. */
                        plan: Record<string, never>;
                        /** @description How the request ended. */
                        state: string;
                        steps: {
                            action?: string;
                            /** @description Milliseconds since the order. */
                            after_ms: number;
                            /** @description Actions that stand otherwise since, with their state. */
                            changed: Record<string, never>;
                            /** @description What happened, as in the log of events. */
                            event: string;
                            sentences: string[];
                            /** @description Of the request, from then on. */
                            state: string;
                        }[];
                        /** @description At most 300. */
                        tries: {
                            action: string;
                            after_ms: number;
                            attempt: number;
                            /** @description What would go out, secrets as `***`. */
                            calls?: Record<string, never>[];
                            code?: string;
                            entry: string;
                            message?: string;
                            notes?: string[];
                            /** @enum {string} */
                            outcome: "succeeded" | "failed";
                            /** @description Secret ones read `***`. */
                            outputs?: Record<string, never>;
                            /**
                             * @description Where its end is from.
                             * @enum {string}
                             */
                            source: "invented" | "recorded" | "assumed";
                            /** @enum {string} */
                            waits?: "remote" | "person";
                            waits_ms?: number;
                        }[];
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `document.invalid`: The document is not valid; `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog.unavailable`: The catalog has not been read yet; `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulateFulfillment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "item": "database-postgresql-standard",
                 *       "environment": "development",
                 *       "fields": {
                 *         "name": "orders",
                 *         "size": "small"
                 *       },
                 *       "dry_run": true
                 *     }
                 */
                "application/json": {
                    /** @description Of a bundle: components that are wanted or left out; the others are as the bundle says. */
                    components?: {
                        [key: string]: boolean;
                    };
                    /**
                     * @description Show of each action which calls it would make and how it would end.
                     * @default false
                     */
                    dry_run?: boolean;
                    environment?: string;
                    /** @description Answers by field id. */
                    fields: {
                        [key: string]: unknown;
                    };
                    item: string;
                    /**
                     * Format: date-time
                     * @description The request rests on hold until then.
                     */
                    not_before?: string;
                    /**
                     * Format: email
                     * @description E-mail; operators only.
                     */
                    on_behalf_of?: string;
                    reason?: string;
                    /** @description Whose quotas and budgets it counts for: one of one’s teams; the first when left out. */
                    team?: string;
                    /** @description A semver range; the newest version that fits is taken. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description The plan with every rendered input. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actions?: {
                            /** @description Only with `dry_run`. */
                            dry_run?: {
                                calls: {
                                    answer?: {
                                        /** @description Where the answer that was played is from. */
                                        source: string;
                                        status?: number;
                                    };
                                    body?: unknown;
                                    /** @enum {string} */
                                    door: "http" | "mail" | "tcp" | "sql" | "order" | "program" | "usage";
                                    headers?: Record<string, never>;
                                    method?: string;
                                    /** @description Address, recipients, host:port, or the id of an item. */
                                    target: string;
                                    /** @description How often it is made in a row, where more than once. */
                                    times?: number;
                                }[];
                                /** @description What is not set up here. */
                                notes: string[];
                                outcome: {
                                    class?: string;
                                    code?: string;
                                    /** @enum {string} */
                                    kind: "would_succeed" | "would_wait_for_person" | "would_fail" | "would_not_run" | "not_known";
                                    message?: string;
                                };
                                /** @description As recorded or invented; secret ones read `***`. */
                                outputs: Record<string, never>;
                                /** @description Milliseconds it would have waited by then. */
                                waited_ms: number;
                            };
                            id: string;
                            name: string;
                            type: string;
                        }[];
                        /** @description Who must agree. */
                        approvals?: {
                            action: string;
                            /** @description Before anything else begins. */
                            gate: boolean;
                            name: string;
                            stages: {
                                approvers: {
                                    holding?: string[];
                                    list: string[];
                                    /** @description How many must agree. */
                                    minimum: number;
                                    /** @enum {string} */
                                    type: "users" | "groups" | "roles" | "any";
                                };
                                /** @description Left out where its conditions do not hold. */
                                conditional: boolean;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `item.version_not_found`: The item has no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_orderable`: The item cannot be ordered now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPerformanceFigures: {
        parameters: {
            query?: {
                /** @description 30 days before `to` if left out. */
                from?: string;
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 100 lines of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "item": "database-postgresql-standard",
                     *           "name": "PostgreSQL database",
                     *           "team": "data-platform",
                     *           "orders": 3,
                     *           "completed": 2,
                     *           "failed": 0,
                     *           "success": 1,
                     *           "p50_seconds": 3600,
                     *           "p90_seconds": 7200,
                     *           "automated": 0.5,
                     *           "in_time": 1,
                     *           "rating": 4.5,
                     *           "ratings": 2
                     *         }
                     *       ],
                     *       "lanes": [
                     *         {
                     *           "lane": "automatic",
                     *           "completed": 1,
                     *           "p50_seconds": 60,
                     *           "p90_seconds": 60
                     *         }
                     *       ],
                     *       "failures": [
                     *         {
                     *           "item": "compute-vm-linux",
                     *           "action": "create-vm",
                     *           "code": "http.503",
                     *           "count": 2
                     *         }
                     *       ],
                     *       "automate_next": [
                     *         {
                     *           "item": "security-access-review",
                     *           "name": "Access review",
                     *           "completed": 9,
                     *           "hours": 120
                     *         }
                     *       ],
                     *       "satisfaction": {
                     *         "average": 4.5,
                     *         "count": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PerformanceFigures"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsageFigures: {
        parameters: {
            query?: {
                /** @description 30 days before `to` if left out. */
                from?: string;
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 100 lines of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": 3,
                     *       "people": 2,
                     *       "items": 1,
                     *       "completed": 2,
                     *       "failed": 0,
                     *       "open": 1,
                     *       "by_day": [
                     *         {
                     *           "day": "2026-01-31",
                     *           "orders": 3,
                     *           "completed": 2,
                     *           "failed": 0
                     *         }
                     *       ],
                     *       "by_item": [
                     *         {
                     *           "item": "database-postgresql-standard",
                     *           "name": "PostgreSQL database",
                     *           "team": "data-platform",
                     *           "orders": 3,
                     *           "people": 2
                     *         }
                     *       ],
                     *       "by_team": [
                     *         {
                     *           "team": "shop",
                     *           "orders": 3,
                     *           "people": 2,
                     *           "monthly": 240,
                     *           "currency": "EUR"
                     *         }
                     *       ],
                     *       "by_environment": [
                     *         {
                     *           "environment": "production",
                     *           "orders": 3
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UsageFigures"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description `mine`: given to you by name or by team, or to nobody and your team owns the item. `open`: all of which you may say that it is done. */
                filter?: "mine" | "open";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What waits longest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c0de-0000-7000-8000-000000000001.firewall",
                     *           "request": {
                     *             "id": "0198c0de-0000-7000-8000-000000000001",
                     *             "item": {
                     *               "id": "database-postgresql",
                     *               "name": "PostgreSQL",
                     *               "version": "1.2.0"
                     *             },
                     *             "requester": {
                     *               "email": "dana.developer@example.com"
                     *             },
                     *             "environment": "production",
                     *             "url": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001"
                     *           },
                     *           "action": {
                     *             "id": "firewall",
                     *             "name": "Open the firewall"
                     *           },
                     *           "title": "Open the firewall for orders",
                     *           "instructions": "",
                     *           "assignees": [],
                     *           "team": "network",
                     *           "asked": [
                     *             {
                     *               "name": "rule_id",
                     *               "type": "string",
                     *               "required": true,
                     *               "label": "Rule"
                     *             }
                     *           ],
                     *           "asked_at": "2026-01-31T12:00:00.000Z",
                     *           "mine": true,
                     *           "claimed": null,
                     *           "complete": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001/actions/firewall/complete"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Task"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>`, as the list gives it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.firewall",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production",
                     *         "url": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001"
                     *       },
                     *       "action": {
                     *         "id": "firewall",
                     *         "name": "Open the firewall"
                     *       },
                     *       "title": "Open the firewall for orders",
                     *       "instructions": "",
                     *       "assignees": [],
                     *       "team": "network",
                     *       "asked": [
                     *         {
                     *           "name": "rule_id",
                     *           "type": "string",
                     *           "required": true,
                     *           "label": "Rule"
                     *         }
                     *       ],
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "mine": true,
                     *       "claimed": null,
                     *       "complete": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001/actions/firewall/complete"
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task.not_found`: No such task waits for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>`, as the list gives it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.firewall",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production",
                     *         "url": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001"
                     *       },
                     *       "action": {
                     *         "id": "firewall",
                     *         "name": "Open the firewall"
                     *       },
                     *       "title": "Open the firewall for orders",
                     *       "instructions": "",
                     *       "assignees": [],
                     *       "team": "network",
                     *       "asked": [
                     *         {
                     *           "name": "rule_id",
                     *           "type": "string",
                     *           "required": true,
                     *           "label": "Rule"
                     *         }
                     *       ],
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "mine": true,
                     *       "claimed": null,
                     *       "complete": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001/actions/firewall/complete"
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task.not_found`: No such task waits for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task.taken`: Somebody else has taken the task */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `<request>.<action>`, as the list gives it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c0de-0000-7000-8000-000000000001.firewall",
                     *       "request": {
                     *         "id": "0198c0de-0000-7000-8000-000000000001",
                     *         "item": {
                     *           "id": "database-postgresql",
                     *           "name": "PostgreSQL",
                     *           "version": "1.2.0"
                     *         },
                     *         "requester": {
                     *           "email": "dana.developer@example.com"
                     *         },
                     *         "environment": "production",
                     *         "url": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001"
                     *       },
                     *       "action": {
                     *         "id": "firewall",
                     *         "name": "Open the firewall"
                     *       },
                     *       "title": "Open the firewall for orders",
                     *       "instructions": "",
                     *       "assignees": [],
                     *       "team": "network",
                     *       "asked": [
                     *         {
                     *           "name": "rule_id",
                     *           "type": "string",
                     *           "required": true,
                     *           "label": "Rule"
                     *         }
                     *       ],
                     *       "asked_at": "2026-01-31T12:00:00.000Z",
                     *       "mine": true,
                     *       "claimed": null,
                     *       "complete": "/api/v1/requests/0198c0de-0000-7000-8000-000000000001/actions/firewall/complete"
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task.not_found`: No such task waits for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task.taken`: Somebody else has taken the task */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamBudgets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its own budgets and those for every team. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "team": "team-shop",
                     *           "environment": "*",
                     *           "used": 2,
                     *           "contacts": [
                     *             "email:lead@example.com"
                     *           ],
                     *           "alerts": [
                     *             80,
                     *             100
                     *           ],
                     *           "updated_by": "olga",
                     *           "updated_at": "2026-01-31T12:00:00.000Z",
                     *           "currency": "EUR",
                     *           "amount": 5000,
                     *           "enforce": false,
                     *           "reserved": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Budget"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the catalog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": []
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CatalogEntry"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its own quotas and those for every team. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "team": "team-shop",
                     *           "environment": "*",
                     *           "used": 2,
                     *           "contacts": [
                     *             "email:lead@example.com"
                     *           ],
                     *           "alerts": [
                     *             80,
                     *             100
                     *           ],
                     *           "updated_by": "olga",
                     *           "updated_at": "2026-01-31T12:00:00.000Z",
                     *           "resource": "item:vm",
                     *           "limit": 5,
                     *           "enforcement": "hard",
                     *           "note": "Ask platform@example.com",
                     *           "reserved": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Quota"][];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setTeamQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A team; `*` = each team for itself; `user:<id>` = somebody without a team. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resource": "item:vm",
                 *       "limit": 5
                 *     }
                 */
                "application/json": {
                    /** @description Percent at which it is told, once a month each. */
                    alerts?: number[];
                    contacts?: string[];
                    /** @description `hard` (usual) refuses what is too much, `approval` has people asked first, `soft` marks it. */
                    enforcement?: "hard" | "approval" | "soft";
                    /** @description An environment; `*` = all of them together. */
                    environment?: string;
                    /** @description How much may stand or be under way at once. */
                    limit: number;
                    /** @description Whom to ask for more. */
                    note?: string;
                    /** @description `item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names. */
                    resource: string;
                    unit?: string;
                };
            };
        };
        responses: {
            /** @description It holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "team": "team-shop",
                     *       "environment": "*",
                     *       "resource": "item:vm",
                     *       "limit": 5
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape; `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamRequests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RequestSummary"][];
                        /** @description Give it back as `cursor` for what follows; null at the end. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape; `cursor.invalid`: The cursor is not one of ours */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamUsage: {
        parameters: {
            query?: {
                /** @description 30 days before `to` if left out. */
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 100 lines of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": 3,
                     *       "people": 2,
                     *       "items": 1,
                     *       "completed": 2,
                     *       "failed": 0,
                     *       "open": 1,
                     *       "by_day": [
                     *         {
                     *           "day": "2026-01-31",
                     *           "orders": 3,
                     *           "completed": 2,
                     *           "failed": 0
                     *         }
                     *       ],
                     *       "by_item": [
                     *         {
                     *           "item": "database-postgresql-standard",
                     *           "name": "PostgreSQL database",
                     *           "team": "data-platform",
                     *           "orders": 3,
                     *           "people": 2
                     *         }
                     *       ],
                     *       "by_team": [
                     *         {
                     *           "team": "shop",
                     *           "orders": 3,
                     *           "people": 2,
                     *           "monthly": 240,
                     *           "currency": "EUR"
                     *         }
                     *       ],
                     *       "by_environment": [
                     *         {
                     *           "environment": "production",
                     *           "orders": 3
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UsageFigures"];
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `team.not_found`: No such team of yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By id; deleted ones are among them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "acme",
                     *           "label": "Acme Insurance",
                     *           "contact": "platform@acme.example.com",
                     *           "state": "active",
                     *           "catalog": "own",
                     *           "created_at": "2026-01-31T12:00:00.000Z",
                     *           "changed_at": "2026-01-31T12:00:00.000Z",
                     *           "changed_by": null,
                     *           "reason": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items?: components["schemas"]["Tenant"][];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counted now; the storage is an estimate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acme",
                     *       "label": "Acme Insurance",
                     *       "contact": "platform@acme.example.com",
                     *       "state": "active",
                     *       "catalog": "own",
                     *       "created_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_by": null,
                     *       "reason": null,
                     *       "source": {
                     *         "place": "https://git.example.com/acme/catalog.git#main",
                     *         "status": "ok",
                     *         "error": null
                     *       },
                     *       "items": 42,
                     *       "connections": [
                     *         "jira",
                     *         "slack"
                     *       ],
                     *       "people": 310,
                     *       "keys": 7,
                     *       "secrets": 12,
                     *       "resources": 1204,
                     *       "requests": {
                     *         "running": 9,
                     *         "total": 5310
                     *       },
                     *       "storage_bytes": 73400320,
                     *       "settings": {
                     *         "retention": {
                     *           "history_days": 730,
                     *           "audit_days": 3650,
                     *           "restricted_days": 30
                     *         },
                     *         "currency": "EUR",
                     *         "timezone": "Europe/Berlin",
                     *         "worker_share": 2,
                     *         "requests_at_once": 500,
                     *         "calls_per_minute": 3000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TenantDetails"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.not_found`: No such tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is served. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acme",
                     *       "label": "Acme Insurance",
                     *       "contact": "platform@acme.example.com",
                     *       "state": "active",
                     *       "catalog": "own",
                     *       "created_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_by": null,
                     *       "reason": null,
                     *       "source": {
                     *         "place": "https://git.example.com/acme/catalog.git#main",
                     *         "status": "ok",
                     *         "error": null
                     *       },
                     *       "items": 42,
                     *       "connections": [
                     *         "jira",
                     *         "slack"
                     *       ],
                     *       "people": 310,
                     *       "keys": 7,
                     *       "secrets": 12,
                     *       "resources": 1204,
                     *       "requests": {
                     *         "running": 9,
                     *         "total": 5310
                     *       },
                     *       "storage_bytes": 73400320,
                     *       "settings": {
                     *         "retention": {
                     *           "history_days": 730,
                     *           "audit_days": 3650,
                     *           "restricted_days": 30
                     *         },
                     *         "currency": "EUR",
                     *         "timezone": "Europe/Berlin",
                     *         "worker_share": 2,
                     *         "requests_at_once": 500,
                     *         "calls_per_minute": 3000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TenantDetails"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.not_found`: No such tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.state_conflict`: The tenant is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The contract ended"
                 *     }
                 */
                "application/json": {
                    /** @description Kept with the tenant and in the audit. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It rests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acme",
                     *       "label": "Acme Insurance",
                     *       "contact": "platform@acme.example.com",
                     *       "state": "suspended",
                     *       "catalog": "own",
                     *       "created_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_at": "2026-01-31T12:00:00.000Z",
                     *       "changed_by": null,
                     *       "reason": null,
                     *       "source": {
                     *         "place": "https://git.example.com/acme/catalog.git#main",
                     *         "status": "ok",
                     *         "error": null
                     *       },
                     *       "items": 42,
                     *       "connections": [
                     *         "jira",
                     *         "slack"
                     *       ],
                     *       "people": 310,
                     *       "keys": 7,
                     *       "secrets": 12,
                     *       "resources": 1204,
                     *       "requests": {
                     *         "running": 9,
                     *         "total": 5310
                     *       },
                     *       "storage_bytes": 73400320,
                     *       "settings": {
                     *         "retention": {
                     *           "history_days": 730,
                     *           "audit_days": 3650,
                     *           "restricted_days": 30
                     *         },
                     *         "currency": "EUR",
                     *         "timezone": "Europe/Berlin",
                     *         "worker_share": 2,
                     *         "requests_at_once": 500,
                     *         "calls_per_minute": 3000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TenantDetails"];
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.not_found`: No such tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant.state_conflict`: The tenant is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTerraformState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state as Terraform wrote it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": 4
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description There is none yet. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeTerraformState: {
        parameters: {
            query?: {
                ID?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else holds the lock. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ID": "7c3f",
                     *       "Who": "ann"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTerraformState: {
        parameters: {
            query?: {
                ID?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else holds the lock. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ID": "7c3f",
                     *       "Who": "ann"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTerraformStates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Locked ones first, then the most recently changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "app-settings.orders-dev.3f2a9c1b",
                     *           "version": 3,
                     *           "resources": 2,
                     *           "bytes": 4210,
                     *           "made_by": "0198c0de-0000-7000-8000-000000000001",
                     *           "updated_at": "2026-01-31T12:00:00.000Z",
                     *           "lock": {
                     *             "id": "7c3f1c5e",
                     *             "since": "2026-01-31T12:00:00.000Z",
                     *             "by": "0198c0de-0000-7000-8000-000000000001/apply/1",
                     *             "operation": "OperationTypeApply",
                     *             "who": "root@worker-1"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description Of the newest version as it is kept, sealed; null = there is none. */
                            bytes: number | null;
                            lock: {
                                /** @description The effect that holds it: request, action and life, parted by slashes. */
                                by: string | null;
                                id: string;
                                operation: string | null;
                                /** Format: date-time */
                                since: string;
                                who: string | null;
                            } | null;
                            /** @description The request whose action first put something into it. */
                            made_by: string;
                            name: string;
                            resources: number;
                            /** Format: date-time */
                            updated_at: string;
                            version: number;
                        }[];
                    };
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockTerraformState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is free. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "app-settings.orders-dev.3f2a9c1b",
                     *       "lock": null
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `idempotency.key_invalid`: The Idempotency-Key is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `terraform.not_locked`: No Terraform state of that name is locked */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_flight`: A call with this Idempotency-Key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.mismatch`: The Idempotency-Key was used with another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testVariables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "template": "{{fields.name}}-db",
                 *       "fields": {
                 *         "name": "orders"
                 *       }
                 *     }
                 */
                "application/json": {
                    environment?: string;
                    fields?: {
                        [key: string]: unknown;
                    };
                    output?: {
                        [key: string]: unknown;
                    };
                    template: unknown;
                };
            };
        };
        responses: {
            /** @description What it renders to, and what it reads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "value": "orders-db",
                     *       "references": [
                     *         "fields.name"
                     *       ],
                     *       "functions": []
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `template.invalid`: The template is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query: {
                /** @description A key of the metadata that splits the sums. */
                by?: string;
                from: string;
                item?: string;
                service?: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By service and action, a thousand lines at most. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "service": "postgresql",
                     *           "action": "provisioned",
                     *           "by": "CC-4711",
                     *           "count": 3,
                     *           "first_at": "2026-01-05T09:00:00.000Z",
                     *           "last_at": "2026-01-30T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            action: string;
                            /** @description Value of the key asked for. */
                            by: string | null;
                            count: number;
                            /** Format: date-time */
                            first_at: string;
                            /** Format: date-time */
                            last_at: string;
                            service: string;
                        }[];
                    };
                };
            };
            /** @description `query.invalid`: The query or path does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validateCatalogItem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "version: \"2.0\"\nkind: CatalogItem\n",
                 *       "file": "catalog/new.yaml"
                 *     }
                 */
                "application/json": {
                    /** @description The document as YAML text, or as an object. */
                    document: string | {
                        [key: string]: unknown;
                    };
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Valid or not, with every diagnostic. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        diagnostics: components["schemas"]["Diagnostic"][];
                        valid: boolean;
                    };
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validateRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "item": "database-postgresql-standard",
                 *       "environment": "development",
                 *       "fields": {
                 *         "name": "orders",
                 *         "size": "small"
                 *       },
                 *       "reason": "New order service"
                 *     }
                 */
                "application/json": {
                    /** @description Of a bundle: components that are wanted or left out; the others are as the bundle says. */
                    components?: {
                        [key: string]: boolean;
                    };
                    environment?: string;
                    /** @description Answers by field id. */
                    fields: {
                        [key: string]: unknown;
                    };
                    item: string;
                    /**
                     * Format: date-time
                     * @description The request rests on hold until then.
                     */
                    not_before?: string;
                    /**
                     * Format: email
                     * @description E-mail; operators only.
                     */
                    on_behalf_of?: string;
                    reason?: string;
                    /** @description Whose quotas and budgets it counts for: one of one’s teams; the first when left out. */
                    team?: string;
                    /** @description A semver range; the newest version that fits is taken. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description It could be placed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": true
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_found`: No such item in your catalog; `item.version_not_found`: The item has no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `item.not_orderable`: The item cannot be ordered now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.invalid`: The answers do not fit the form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "node": "24.21.0"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveGenericWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveGitHubWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveGitLabWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveJiraWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveMonitoringWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveSlackInteraction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is taken in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveTerraformWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept and will be worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `body.invalid`: The body does not have the right shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.signature_invalid`: The signature does not fit the body */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body.too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ticket": "q1J…",
                     *       "expires_at": "2026-11-23T12:00:30.000Z"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `auth.required`: Sign in or send an API key; `auth.invalid`: The credentials are not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.forbidden`: You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "parts": [
                     *         {
                     *           "name": "database",
                     *           "status": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "parts": [
                     *         {
                     *           "name": "database",
                     *           "status": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `rate.limited`: Too many calls */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.failed`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.overloaded`: More is asked of the server than it can do; it was not begun, try again; `database.unavailable`: The database does not answer or cannot write now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
