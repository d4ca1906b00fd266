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

  it(
    'tells what a request waits for, who can move it and what happened, and lets it be cancelled',
    { timeout: 60_000 },
    async () => {
      await page.goto(`${server.url}/#/items/database-postgresql-standard`)
      await page.getByLabel(/Database name/).fill('orders_db')
      await page.getByRole('button', { name: 'Order' }).click()

      await page.getByText(/It waits for jira-ticket DATA-1/).waitFor({ timeout: 30_000 })
      await page.getByText(/can bring DATA-1 to an end/).waitFor()
      await page.getByText('The item was ordered.').waitFor()
      await page.getByRole('button', { name: 'Cancel' }).click()

      await page.locator('strong', { hasText: 'cancelled' }).first().waitFor({ timeout: 30_000 })
      await page
        .getByText(/cancelled/)
        .last()
        .waitFor()
      expect(said).toEqual([])
    },
  )

  it(
    'has two buttons where nobody knows whether an effect was made, and shows a refusal',
    { timeout: 60_000 },
    async () => {
      const sent: unknown[] = []
      await page.route(/\/api\/v1\/requests\/[^/?]+$/, async (route) => {
        const answer = await route.fetch()
        const body = (await answer.json()) as { actions: { id: string; state: string }[] }
        for (const action of body.actions) if (action.id === 'ticket') action.state = 'unknown'
        await route.fulfill({ response: answer, json: body })
      })
      page.on('request', (call) => {
        if (call.url().endsWith('/resolve')) sent.push(call.postDataJSON())
      })
      await page.reload()

      await page.getByRole('button', { name: 'It happened' }).click()
      await page.locator('[role=alert] p').waitFor()
      await page.getByRole('button', { name: 'It did not' }).click()
      await expect.poll(() => sent).toEqual([{ happened: true }, { happened: false }])

      await page.unrouteAll({ behavior: 'wait' })
      expect(said).toEqual([])
    },
  )

  it('shows before ordering what each step would do, folded', { timeout: 60_000 }, async () => {
    await page.goto(`${server.url}/#/items/messaging-queue-standard`)
    await page.getByLabel(/Queue name/).fill('orders')
    await page.getByRole('button', { name: 'What would happen?' }).click()

    const steps = page.locator('details')
    await steps.first().waitFor()
    await steps.nth(1).locator('summary').click()

    expect(await steps.nth(1).locator('summary').textContent()).toContain('would succeed')
    expect(await steps.nth(1).locator('pre').allTextContents()).toContainEqual(
      expect.stringContaining('"name": "orders"'),
    )
    expect(said).toEqual([])
  })

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
