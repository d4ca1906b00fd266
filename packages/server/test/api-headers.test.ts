import { afterEach, expect, it } from 'vitest'
import { as, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())

it('lets pages run no script but their own and stand in no frame', async () => {
  app = await startApi()

  const page = await app.inject({ url: '/docs/' })
  const data = await app.inject({ url: '/api/v1/catalog/items', headers: as('dev') })

  const policy = String(page.headers['content-security-policy'])
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
  expect(scripts).toMatch(/^'self'( 'sha256-[^']+')*$/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(page.headers['x-frame-options']).toBe('DENY')
  expect(data.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
})
