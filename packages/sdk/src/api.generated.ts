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
        /** Give a key a new secret; the old one stops */
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
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as somebody of the demo */
        post: operations["signIn"];
        /** End the session */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom the demo’s sign-in offers */
        get: operations["listPeople"];
        put?: never;
        post?: never;
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
            /** @description It was stopped then. */
            revoked_at: string | null;
            roles: string[];
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
                    list: string[];
                    minimum: number;
                    type: "users" | "groups" | "roles";
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
        Health: {
            parts: {
                detail?: string;
                name: string;
                status: string;
            }[];
            status: "ok" | "degraded" | "down";
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
            name?: string;
            roles: string[];
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
        Person: {
            email: string;
            id: string;
            name: string;
            roles: string[];
            teams: string[];
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
            /** @description `database.unavailable`: The database does not answer */
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
                 *       "expires_at": "2027-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string;
                    name: string;
                    roles: ("developer" | "platform-team" | "approver" | "auditor" | "operator" | "admin")[];
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
        requestBody?: never;
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `catalog.unavailable`: The catalog has not been read yet; `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
                     *       "id": "dana",
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
    signIn: {
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
                 *       "person": "dana"
                 *     }
                 */
                "application/json": {
                    person: string;
                };
            };
        };
        responses: {
            /** @description You are signed in; the session is in the cookie. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": "default",
                     *       "id": "dana",
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
            /** @description `body.invalid`: The body does not have the right shape */
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
            /** @description `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.sign_in_off`: The built-in sign-in is off */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description People. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: components["schemas"]["Person"][];
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
            /** @description `auth.cross_site`: The call came from another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.sign_in_off`: The built-in sign-in is off */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
            /** @description `database.unavailable`: The database does not answer */
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
