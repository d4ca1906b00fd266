import { afterEach, expect, it } from 'vitest'
import { as, fakeDeps, startApi } from './api-world.ts'

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

it('tells a browser to come by TLS only, to guess no type, and to say nowhere whence it came', async () => {
  const { settings } = fakeDeps()
  app = await startApi({ settings: { ...settings, publicUrl: 'https://pao.example.com' } })

  const page = await app.inject({ url: '/docs/' })
  const data = await app.inject({ url: '/api/v1/version' })
  const none = await app.inject({ url: '/api/v1/none' })

  for (const { headers } of [page, data, none]) {
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  }
  expect(page.headers['referrer-policy']).toBe('no-referrer')
  expect(page.headers['cross-origin-opener-policy']).toBe('same-origin')
})
