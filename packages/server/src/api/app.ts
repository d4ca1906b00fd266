import cookie from '@fastify/cookie'
import {
  registerAjvFormats,
  type TypeBoxTypeProvider,
  TypeBoxValidatorCompiler,
} from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import { Problem } from '@pao/core'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { largestBody, readBodies } from './body.ts'
import { callId, noteCalls } from './call-ids.ts'
import type { ApiDeps } from './deps.ts'
import { methodsOf, type RouteFact, watchRoutes } from './guards/access.ts'
import { auditCalls } from './guards/audit.ts'
import { Admission, admitCalls } from './guards/admission.ts'
import { createGate, guardCalls } from './guards/gate.ts'
import { hardenAnswers } from './headers.ts'
import { answerKnown } from './known.ts'
import { describeApi } from './openapi.ts'
import { missingPage, servePortal } from './portal.ts'
import { PreparedAnswers } from './prepared.ts'
import { problemBody, problemOf, problemType, renderProblems, sendProblem } from './problem.ts'
import { absenceRoutes } from './routes/absence.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { backchannelLogoutRoutes } from './routes/backchannel-logout.ts'
import { ownDataRoutes } from './routes/own-data.ts'
import { ownKeyRoutes } from './routes/own-keys.ts'
import { approvalLinkRoutes } from './routes/approval-link.ts'
import { approvalRoutes } from './routes/approvals.ts'
import { auditRoutes } from './routes/audit.ts'
import { taskRoutes } from './routes/tasks.ts'
import { authzRoutes } from './routes/authz.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { exceptionRoutes } from './routes/exceptions.ts'
import { automationRoutes } from './routes/automation.ts'
import { breakerRoutes } from './routes/breakers.ts'
import { connectionRoutes } from './routes/connections.ts'
import { catalogRoutes } from './routes/catalog.ts'
import { checkRoutes } from './routes/checks.ts'
import { sandboxRoutes } from './routes/sandbox.ts'
import { docsRoutes } from './routes/docs.ts'
import { insightRoutes } from './routes/insights.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { quotaRoutes } from './routes/quotas.ts'
import { limitRoutes } from './routes/limits.ts'
import { mineRoutes } from './routes/mine.ts'
import { usageRoutes } from './routes/usage.ts'
import { effectRoutes } from './routes/effects.ts'
import { operatorRoutes, rootRoutes } from './routes/operators.ts'
import { exportRoutes } from './routes/request-export.ts'
import { requestActionRoutes } from './routes/request-actions.ts'
import { requestRoutes } from './routes/requests.ts'
import { resourceRoutes } from './routes/resources.ts'
import { schemaRoutes } from './routes/schemas.ts'
import { scimRoutes } from './routes/scim.ts'
import { secretRoutes } from './routes/secrets.ts'
import { serviceAccountRoutes } from './routes/service-accounts.ts'
import { sessionRoutes } from './routes/session.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { slackRoutes } from './routes/slack.ts'
import { talkRoutes } from './routes/talk.ts'
import { teamRoutes } from './routes/teams.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { terraformStateRoutes } from './routes/terraform-state.ts'
import { terraformStatesRoutes } from './routes/terraform-states.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { errorRoutes } from './routes/errors.ts'
import { eventRoutes } from './streams/events.ts'
import { socketOptions, socketRoutes } from './streams/sockets.ts'

/** The application: Fastify with our logger, and schemas that are the types. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route with who may call it; filled when the app is ready. */
    routeTable: readonly RouteFact[]
  }
}

/** Longest that headers and body of one call may take to arrive, in milliseconds. */
const arrivalMs = 30_000

/** The whole HTTP face. It listens to nothing yet; `ready()` fails when a route does not say who may call it. */
export function createApp(deps: ApiDeps): App {
  registerAjvFormats()
  const idOf = callId(deps.newId)
  const app = newFastify(deps, idOf)
  // RFC 4918; Terraform locks a state by them.
  for (const method of ['LOCK', 'UNLOCK']) app.addHttpMethod(method, { hasBody: true })
  const routeTable = watchRoutes(app)
  app.decorate('routeTable', routeTable)
  renderProblems(app, (path) => methodsOf(routeTable, path), missingPage(deps))
  readBodies(app)
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Answers are what the use cases return; a second serialiser would only hide a difference.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  noteCalls(app, deps)
  hardenAnswers(app, deps.settings.publicUrl)
  // Cookies are read where a session is looked for; most calls come with a key.
  app.register(cookie, { hook: false })
  app.register(websocket, socketOptions)
  describeApi(app, deps.settings.version.version)
  // The gate reads what the plugins above find out about a call, so its hook comes after theirs.
  const gate = createGate(deps)
  app.after(() => {
    guardCalls(app, gate)
    auditCalls(app, deps)
  })
  const prepared = new PreparedAnswers()
  const admission = deps.admission ?? new Admission({ most: 0, queue: 0 }, () => 0)
  registerRoutes(app, deps, { prepared, admission })
  answerKnown(app, { deps, gate, prepared, admission, idOf })
  return app
}

type Doors = { prepared: PreparedAnswers; admission: Admission }

function registerRoutes(app: App, deps: ApiDeps, { prepared, admission }: Doors): void {
  app.register(rootRoutes(deps))
  app.register(docsRoutes())
  app.register(servePortal(deps))
  const noun = async (api: FastifyInstance): Promise<void> => {
    admitCalls(api, admission)
    registerNouns(api, deps, prepared)
  }
  app.register(noun, { prefix: '/api/v1' })
}

/** Everything under the version's prefix; a call takes its place there before it is worked on. */
function registerNouns(api: FastifyInstance, deps: ApiDeps, prepared: PreparedAnswers): void {
  api.register(catalogRoutes(deps, prepared))
  const nouns = [
    schemaRoutes,
    exportRoutes,
    requestRoutes,
    requestActionRoutes,
    talkRoutes,
    mineRoutes,
    resourceRoutes,
    insightRoutes,
    teamRoutes,
    approvalRoutes,
    taskRoutes,
    absenceRoutes,
    approvalLinkRoutes,
    slackRoutes,
    effectRoutes,
    eventRoutes,
    scimRoutes,
    serviceAccountRoutes,
    socketRoutes,
    checkRoutes,
    sandboxRoutes,
    operatorRoutes,
    breakerRoutes,
    connectionRoutes,
    errorRoutes,
    automationRoutes,
    limitRoutes,
    calendarRoutes,
    exceptionRoutes,
    quotaRoutes,
    budgetRoutes,
    secretRoutes,
    usageRoutes,
    auditRoutes,
    authzRoutes,
    apiKeyRoutes,
    ownKeyRoutes,
    ownDataRoutes,
    backchannelLogoutRoutes,
    sessionRoutes,
    signInRoutes,
    erasureRoutes,
    tenantRoutes,
    webhookRoutes,
    terraformStateRoutes,
    terraformStatesRoutes,
  ]
  for (const routes of nouns) api.register(routes(deps))
}

function newFastify({ log, settings }: ApiDeps, idOf: ReturnType<typeof callId>): App {
  const loggerInstance: FastifyBaseLogger = log
  const { trustedProxies = [] } = settings
  return Fastify({
    loggerInstance,
    // A child for each call costs more than the call; what is logged of a call names its id itself.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    requestTimeout: arrivalMs,
    // A busy machine may take long to load what the plugins bring.
    pluginTimeout: 60_000,
    connectionTimeout: 0,
    genReqId: idOf,
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    exposeHeadRoutes: true,
    // 503 while closing is said by the gate, in our words.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, problemOf(error))
    },
    clientErrorHandler: refuseUnreadable,
  }).withTypeProvider<TypeBoxTypeProvider>()
}

/** What cannot be read as a call, by Node's code. */
const unreadable = {
  HPE_HEADER_OVERFLOW: { status: 431, phrase: 'Request Header Fields Too Large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, phrase: 'Request Timeout' },
} as const

/** Refuses what is not even HTTP that we read: there is no call yet, so the answer is written by hand. */
const refuseUnreadable: NonNullable<FastifyServerOptions['clientErrorHandler']> = (
  error,
  socket,
) => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, phrase } =
    error.code === 'HPE_HEADER_OVERFLOW' || error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? unreadable[error.code]
      : { status: 400, phrase: 'Bad Request' }
  const body = JSON.stringify({
    ...problemBody(new Problem('query.invalid'), { instance: '/', id: '' }),
    title: phrase,
    status,
  })
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\ncontent-type: ${problemType}\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
