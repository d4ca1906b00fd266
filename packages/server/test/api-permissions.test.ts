import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../src/identity/principal.ts'
import { as, requestId, startApi } from './api-world.ts'
import { type Operation, operationsOf } from './operations-of.ts'

/** Operations nobody signs in for, and what stands in the place of it. */
const open: Readonly<Record<string, string>> = {
  getHealth: 'probes',
  getHealthApi: 'probes',
  getLiveness: 'probes',
  getLivenessApi: 'probes',
  getReadiness: 'probes',
  getReadinessApi: 'probes',
  getMetrics: 'scrapers, inside only',
  getMetricsApi: 'scrapers, inside only',
  getVersion: 'the release',
  listSchemas: 'published documents',
  getSchema: 'published documents',
  listIssuers: 'where one may sign in',
  backchannelLogout: 'a logout token of a provider',
  receiveGitHubWebhook: 'a signature',
  receiveGitLabWebhook: 'a signature',
  receiveJiraWebhook: 'a signature',
  receiveTerraformWebhook: 'a signature',
  receiveMonitoringWebhook: 'a signature',
  receiveGenericWebhook: 'a signature',
  receiveSlackInteraction: 'a signature',
  readTerraformState: 'credentials of one run',
  writeTerraformState: 'credentials of one run',
  deleteTerraformState: 'credentials of one run',
}

describe('permissions', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  let operations: readonly Operation[]
  beforeAll(async () => {
    app = await startApi()
    operations = operationsOf(app.swagger())
  })
  afterAll(() => app.close())

  it('are declared by every operation (A72)', () => {
    const bare = operations
      .filter(({ permission, id }) => permission === undefined && !Object.hasOwn(open, id))
      .map(({ id }) => id)

    expect(bare).toEqual([])
    expect(operations.length).toBeGreaterThan(90)
  })

  it.each([
    ['setSecret', ['operator', 'admin']],
    ['rotateSecretKey', ['admin']],
    ['createApiKey', ['admin']],
    ['setLimit', ['operator', 'admin']],
    ['resetBreaker', ['operator', 'admin']],
    ['unlockTerraformState', ['operator', 'admin']],
    ['refreshCatalog', ['platform-team', 'operator', 'admin']],
    ['submitRequest', ['developer', 'platform-team', 'approver', 'operator', 'admin']],
    ['skipAction', ['platform-team', 'operator', 'admin']],
    ['listAudit', ['auditor', 'operator', 'admin']],
    ['exportAudit', ['auditor', 'operator', 'admin']],
    ['erasePersonFromAudit', ['admin']],
    ['erasePerson', ['admin']],
    ['setAuditHold', ['admin']],
    ['listRequests', roles],
    ['completeAction', roles],
    ['claimTask', roles],
  ])('let %s be called by %j and nobody else', async (id, wanted) => {
    const operation = operations.find((one) => one.id === id)
    if (!operation) throw new Error(`There is no ${id}`)
    const answers = await Promise.all(
      roles.map(async (role) => {
        const call = {
          ...operation.call({ id: requestId, action: 'ticket' }),
          headers: as(`only-${role}`),
        }
        return [role, (await app.inject(call)).statusCode] as const
      }),
    )

    expect(answers.filter(([, status]) => status !== 403).map(([role]) => role)).toEqual(wanted)
  })
})

describe('explaining access', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  const ask = (query: string, who: string) =>
    app.inject({ url: `/api/v1/authz/explain?${query}`, headers: as(who) })

  it('tells the role that lets one, or those that would', async () => {
    const yes = await ask('operation=setLimit', 'oper')
    const no = await ask('operation=setLimit', 'dev')

    expect(yes.json()).toMatchObject({
      allowed: true,
      reasons: [{ rule: 'limit.write', holds: true }],
    })
    expect(no.json()).toMatchObject({
      allowed: false,
      reasons: [{ rule: 'limit.write', holds: false }],
    })
    expect(no.json().reasons[0].why).toContain('operator, admin; you hold developer')
  })

  it('tells what one is to a request', async () => {
    const own = await ask(`operation=cancelRequest&id=${requestId}`, 'dev')
    const work = await ask(`operation=skipAction&id=${requestId}`, 'oper')

    expect(own.json()).toMatchObject({ allowed: true })
    expect(work.json()).toMatchObject({
      allowed: false,
      reasons: [
        { rule: 'request.complete', holds: true },
        { rule: 'request:complete', holds: false },
      ],
    })
  })

  it('knows neither foreign requests nor operations that do not exist', async () => {
    const foreign = await ask(`operation=cancelRequest&id=${requestId}`, 'audit')
    const unknown = await ask(`operation=cancelRequest&id=${requestId.replace('1', '2')}`, 'audit')

    expect(foreign.statusCode).toBe(404)
    expect(foreign.json().code).toBe(unknown.json().code)
    expect((await ask('operation=nothing', 'dev')).json().code).toBe('authz.operation_not_found')
  })
})
