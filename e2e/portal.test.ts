import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, freshDataDir, type Running, startServer } from './server-process.ts'

const browserPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path))
if (browserPath === undefined)
  process.stderr.write(
    '\nSKIPPED: no chromium on this machine, so the portal was not tried in a browser\n\n',
  )

describe.skipIf(browserPath === undefined)('the portal in a browser', () => {
  let server: Running
  let browser: Browser
  let page: Page
  const said: string[] = []

  beforeAll(async () => {
    server = await startServer({ port: await freePort(), dataDir: freshDataDir() })
    browser = await chromium.launch({
      ...(browserPath !== undefined && { executablePath: browserPath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    })
    page = await browser.newPage()
    page.on('pageerror', (error) => said.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  it(
    'lets a developer sign in, order and see the request completed',
    { timeout: 60_000 },
    async () => {
      await page.goto(server.url)
      await page.getByRole('button', { name: /Dana Developer/ }).click()
      await page.getByRole('link', { name: 'Message queue' }).click()
      await page.getByLabel(/Queue name/).fill('orders')
      await page.getByRole('button', { name: 'Order' }).click()

      await page
        .locator('strong.good', { hasText: 'completed' })
        .first()
        .waitFor({ timeout: 30_000 })

      expect(page.url()).toContain('#/requests/')
      expect(said).toEqual([])
    },
  )

  it('shows every fault of a wrong order', { timeout: 60_000 }, async () => {
    await page.goto(`${server.url}/#/items/messaging-queue-standard`)
    await page.getByLabel(/Queue name/).fill('X')
    await page.getByRole('button', { name: 'Order' }).click()

    const faults = page.locator('ul.faults li')
    await faults.first().waitFor()

    expect(await faults.allTextContents()).toHaveLength(1)
    expect(await faults.first().textContent()).toContain('/fields/queue_name')
  })
})
