import { createChecks } from '../../packages/server/src/api/check-calls.ts'
import { createApp } from '../../packages/server/src/api/app.ts'
import type { ApiDeps } from '../../packages/server/src/api/deps.ts'
import { actionSchemas } from '../../packages/connectors/src/schemas.ts'
import { createTelemetry } from '../../packages/server/src/telemetry.ts'
import manifest from '../../packages/server/package.json' with { type: 'json' }

/** Routes may hold on to what they are given; calling any of it is a mistake: describing the API asks nothing below it. */
const nothing = new Proxy(
  {},
  {
    get: (_, name) => () => {
      throw new Error(`describing the API called ${String(name)}`)
    },
  },
)

/** The OpenAPI 3.1 document, from the schemas of the routes themselves. */
export async function openApiDocument(): Promise<object> {
  const deps = {
    settings: {
      publicUrl: 'http://localhost:8080',
      ratePerMinute: 0,
      demo: true,
      cursorSecret: 'none',
      version: { version: manifest.version, node: '24' },
    },
    log: createTelemetry({ level: 'silent', version: '0' }).log,
    now: () => 0,
    newId: () => 'id',
    identity: nothing,
    catalog: nothing,
    requests: nothing,
    checks: createChecks({
      actionSchemas,
      now: () => 0,
      newId: () => 'id',
      random: () => 0,
      variables: {},
      secretNames: () => [],
    }),
    once: () => Promise.reject(new Error('describing the API takes no calls')),
    operations: { answered: () => undefined, draining: () => false },
    webhooks: nothing,
    tenants: { isOpen: () => true },
    audit: nothing,
  } as unknown as ApiDeps
  const app = createApp(deps)
  try {
    await app.ready()
    return (app as unknown as { swagger(): object }).swagger()
  } finally {
    await app.close()
  }
}
