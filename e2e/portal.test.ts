import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { driftStories } from './portal-drift.ts'
import { formStories, sessionStory } from './portal-form.ts'
import { hostileStories } from './portal-hostile.ts'
import { lifeStories } from './portal-life.ts'
import { overseeStories } from './portal-oversee.ts'
import { sandboxStories } from './portal-sandbox.ts'
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

const story = { timeout: 60_000 }
const shown = { timeout: 30_000 }

describe.skipIf(browserPath === undefined)('the portal in a browser', () => {
  let server: Running
  let browser: Browser
  let page: Page
  const said: string[] = []

  beforeAll(async () => {
    const port = await freePort()
    // The provider sends the browser back to the public address, and only there the session is.
    const env = { PAO_PUBLIC_URL: `http://127.0.0.1:${port}` }
    server = await startServer({ port, dataDir: freshDataDir(), env })
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
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' })
    page = await context.newPage()
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (line) => {
      // A refused call is said by the browser itself; whether one may be refused is the matter of each test.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        said.push(line.text())
    })
    await page.goto(server.url)
    await page.getByRole('button', { name: /Ada Admin/ }).click(shown)
    await page.getByRole('link', { name: 'Message queue' }).waitFor(shown)
  }, 180_000)
  beforeEach(() => {
    said.length = 0
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  const stateOf = (text: string) =>
    page.locator('h1 + div .pao-state', { hasText: text }).waitFor(shown)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

  it('is served under a policy without inline scripts, inline styles or eval', async () => {
    const answer = await fetch(`${server.url}/requests/any`)

    const policy = answer.headers.get('content-security-policy') ?? ''
    const html = await answer.text()

    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(html).toContain(/'nonce-([^']+)'/.exec(policy)?.[1])
  })

  it('tells a person that there is no such page, and a program that there is no such call', async () => {
    const headers = { accept: 'text/html' }
    const [page404, call404] = await Promise.all(
      ['/nowhere', '/api/v1/nowhere'].map((path) => fetch(server.url + path, { headers })),
    )

    const kinds = [page404, call404].map((answer) => answer?.headers.get('content-type'))

    expect([page404?.status, call404?.status]).toEqual([404, 404])
    expect(kinds).toEqual(['text/html; charset=utf-8', 'application/problem+json'])
  })

  it('takes an order with conditions over the plan to its end, live', story, async () => {
    const sent: { fields?: Record<string, unknown> }[] = []
    page.on('request', (call) => {
      if (call.method() === 'POST' && call.url().endsWith('/api/v1/requests'))
        sent.push(call.postDataJSON() as (typeof sent)[number])
    })
    await page.goto(`${server.url}/items/messaging-queue-standard/order`)
    await page.getByLabel('Queue name').fill('X')
    await button('Show the plan').click()
    await page.getByText('Use small letters, digits and hyphens; start with a letter.').waitFor()
    await page.getByLabel('Queue name').fill('orders-events')
    await page.reload()
    await page.getByText('Your draft was restored.').waitFor(shown)
    await page.getByText('More settings').click()
    await page.getByLabel(/Keep what could not be delivered/).uncheck()
    await expect.poll(() => page.getByLabel(/Deliveries/).count()).toBe(0)

    await button('Show the plan').click()
    await page.getByRole('heading', { name: 'Can it be undone?' }).waitFor(shown)
    await button('Create the queue').click()
    await stateOf('completed')

    expect(page.url()).toMatch(/\/requests\/[0-9a-f-]+$/)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.fields).toMatchObject({ queue_name: 'orders-events', dead_letter: false })
    expect(sent[0]?.fields).not.toHaveProperty('max_deliveries')
    expect(said).toEqual([])
  })

  it('asks another person, shows what the word is bound to, and takes it', story, async () => {
    await page.goto(`${server.url}/items/security-production-access/order`)
    await page.getByLabel('Application').fill('orders')
    await page.getByLabel('Who owns the data').fill('amir.approver@example.com')
    await page.getByLabel('What for?').fill('An incident of the order service')
    await button('Show the plan').click()
    await button('Ask for access').click(shown)
    await stateOf('in progress')
    const other = await (await browser.newContext({ locale: 'en-US' })).newPage()
    await other.goto(server.url)
    await other.getByRole('button', { name: /Amir Approver/ }).click(shown)
    await other.getByRole('link', { name: 'Message queue' }).waitFor(shown)

    await other.goto(`${server.url}/approvals`)
    await other.getByRole('link', { name: /Access to orders/ }).click(shown)
    await other.getByRole('definition').getByText('An incident of the order service').waitFor(shown)
    await other.getByRole('button', { name: 'Approve', exact: true }).click()

    const stage = (name: string) => other.getByRole('listitem').filter({ hasText: name })
    await stage('Data owner').getByText('approved', { exact: true }).waitFor(shown)
    await stage('Security').getByText('open', { exact: true }).waitFor(shown)
    await other.getByRole('button', { name: 'Approve', exact: true }).click()

    await stage('Security').getByText('approved', { exact: true }).waitFor(shown)
    expect(await other.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)
    await other.context().close()
    expect(said).toEqual([])
  })

  it(
    'says before an order who must agree, waits for them, and ends as they refuse',
    story,
    async () => {
      await page.goto(`${server.url}/items/database-postgresql-standard/order`)
      await page.getByLabel('Database name').fill('gate_db')
      await page.getByRole('combobox', { name: 'Environment' }).click()
      await page.getByRole('option', { name: 'production' }).click()
      await button('Show the plan').click()
      const agree = page.locator('section', { hasText: 'Who must agree' })
      await agree.getByText('Before anything begins').waitFor(shown)
      await agree.getByText('1 of amir.approver@example.com, team data-platform').waitFor()
      await button('Order the database').click(shown)
      await stateOf('awaiting approval')
      await page.locator('[data-asked]').getByText('amir.approver@example.com').waitFor(shown)
      expect(await button('Confirm done').count()).toBe(0)
      const other = await (await browser.newContext({ locale: 'en-US' })).newPage()
      await other.goto(server.url)
      await other.getByRole('button', { name: /Amir Approver/ }).click(shown)
      await other.getByRole('link', { name: 'Message queue' }).waitFor(shown)

      await other.goto(`${server.url}/approvals`)
      await other.getByRole('link', { name: /Order of PostgreSQL/ }).click(shown)
      await other.getByLabel('Comment').fill('too early')
      await other.getByRole('button', { name: 'Reject', exact: true }).click()
      await other.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()

      await stateOf('rejected')
      await page
        .getByText('Rejected by amir.approver@example.com: too early')
        .first()
        .waitFor(shown)
      expect(await button('Retry').count()).toBe(0)
      await other.context().close()
      expect(said).toEqual([])
    },
  )

  it(
    'tells what a request waits for and who can move it, and lets it be cancelled',
    story,
    async () => {
      await page.goto(`${server.url}/items/database-postgresql-standard/order`)
      await page.getByLabel('Database name').fill('orders_db')
      await button('Show the plan').click()
      await button('Order the database').click(shown)

      await page.getByText(/It waits for jira-ticket DATA-1/).waitFor(shown)
      await page.getByText(/Bring DATA-1 to an end/).waitFor()
      await page.getByText('The item was ordered.').waitFor()
      await button('Cancel').click()
      await page.getByText(/What has not begun will not begin/).waitFor()
      await button('Cancel the request').click()

      await stateOf('cancelled')
      expect(said).toEqual([])
    },
  )

  it(
    'has two buttons where nobody knows whether an effect was made, and shows a refusal',
    story,
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

      await button('It happened').click(shown)
      await page.getByRole('alert').waitFor()
      await button('It did not').click()
      await expect.poll(() => sent).toMatchObject([{ happened: true }, { happened: false }])

      await page.unrouteAll({ behavior: 'wait' })
      expect(said).toEqual([])
    },
  )

  it(
    'lets work by hand fail, be retried and be confirmed with what it brought',
    story,
    async () => {
      await page.goto(`${server.url}/items/security-access-review/order`)
      await page.getByLabel('Application').fill('orders')
      await page.getByLabel('Who owns the data').fill('owner@example.com')
      await button('Show the plan').click()
      await button('Ask for a review').click(shown)

      await button('Confirm done').waitFor(shown)
      await button('… Go through the rights').click()
      await page.getByRole('menuitem', { name: 'It cannot be done' }).click()
      await button('It cannot be done').click()
      await stateOf('failed')
      await button('Retry').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Retry', exact: true }).click()
      await button('Confirm done').click(shown)
      await page.getByLabel('Number of findings').fill('0')
      await page.getByLabel('Address of the report').fill('https://example.com/report')
      await page.getByRole('dialog').getByRole('button', { name: 'Confirm done' }).click()

      await stateOf('completed')
      await page.getByRole('link', { name: 'https://example.com/report' }).waitFor()
      expect(said).toEqual([])
    },
  )

  it('puts what the server refuses on the field it is about', story, async () => {
    await page.goto(`${server.url}/items/messaging-queue-standard/order`)
    await page.getByLabel('Queue name').fill('orders')
    await page.route('**/simulate/fulfillment', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        json: {
          title: 'The answers do not fit the form',
          code: 'request.invalid',
          errors: [{ code: 'x', pointer: '/fields/queue_name', message: 'is taken' }],
        },
      }),
    )

    await button('Show the plan').click()
    await page.getByText('is taken', { exact: true }).waitFor(shown)

    const field = page.getByLabel('Queue name')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  it('is used from search to plan by the keyboard alone', story, async () => {
    await page.goto(server.url)
    await page.getByRole('link', { name: 'Message queue' }).waitFor(shown)

    await page.keyboard.press('/')
    await page.keyboard.type('message queue')
    await page.getByText('1 service', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/items\/messaging-queue-standard$/)
    await page.getByRole('link', { name: 'Order', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Queue name').focus()
    await page.keyboard.type('by-keyboard')
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'What will happen' }).waitFor(shown)
    expect(said).toEqual([])
  })

  formStories(() => ({ page, url: server.url, said }))
  sandboxStories(() => ({ page, url: server.url, said }))
  overseeStories(() => ({ page, url: server.url, said }))
  driftStories(() => ({ page, url: server.url, said }))
  lifeStories(() => ({ page, url: server.url, said }))
  hostileStories(() => ({ page, url: server.url, said }))

  const both = ['light', 'dark'] as const
  const light = ['light'] as const
  const pages = [
    ['/', 'Catalog', both],
    ['/items/database-postgresql-standard', 'PostgreSQL database', light],
    ['/items/compute-vm-linux/order', 'Order: Linux virtual machine', both],
    ['/requests', 'Requests', light],
    ['/approvals', 'Approvals', light],
    ['/tasks', 'Tasks', light],
    ['/sandbox', 'Sandbox', both],
    ['/sandbox?part=changes', 'Sandbox', light],
    ['/operate', 'Operations', light],
    ['/operate?tab=catalog', 'Operations', light],
    ['/operate?tab=limits', 'Operations', light],
    ['/operate?tab=connections', 'Operations', light],
    ['/operate?tab=stuck', 'Operations', light],
    ['/operate?tab=audit', 'Operations', light],
    ['/operate?tab=tenants', 'Operations', light],
    ['/access', 'Your access', both],
    ['/accounts', 'Service accounts', both],
    ['/operate?tab=quotas', 'Operations', light],
    ['/operate?tab=calendar', 'Operations', light],
    ['/team?tab=quotas', 'Team space', light],
    ['/resources', 'My resources', light],
    ['/insights', 'Insights', both],
    ['/team?tab=figures', 'Team space', light],
    ['/news', 'Notifications', light],
    ['/absence', 'Absence', light],
  ] as const

  it(
    'has no serious fault for who cannot see, on any page, light and dark',
    { timeout: 120_000 },
    async () => {
      const faults: string[] = []
      for (const [path, title, schemes] of pages) {
        await page.goto(server.url + path)
        await page.getByRole('heading', { level: 1, name: title }).waitFor(shown)
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
          for (const { id, impact, nodes } of violations)
            if (impact === 'serious' || impact === 'critical')
              faults.push(`${path} ${colorScheme} ${id}: ${nodes[0]?.html.slice(0, 200)}`)
        }
      }

      expect(faults).toEqual([])
      expect(said).toEqual([])
    },
  )

  it('fits a phone of 320 pixels without scrolling sideways', story, async () => {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 320, height: 640 })
    const widths: Record<string, number> = {}
    for (const [path, title] of pages) {
      await page.goto(server.url + path)
      await page.getByRole('heading', { level: 1, name: title }).waitFor(shown)
      widths[path] = await page.evaluate(() => document.documentElement.scrollWidth)
    }
    await page.setViewportSize({ width: 1280, height: 800 })

    expect(Object.values(widths).filter((width) => width > 320)).toEqual([])
  })

  it('speaks German, and keeps its filters in the address', story, async () => {
    await page.goto(`${server.url}/?category=databases&q=redis`)
    await page.getByText('1 service', { exact: true }).waitFor(shown)

    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Deutsch' }).click()

    await page.getByText('1 Dienst', { exact: true }).waitFor()
    expect(await page.getByRole('link', { name: 'Redis cache' }).count()).toBe(1)
    expect(said).toEqual([])
  })

  sessionStory(() => ({ page, url: server.url, said }))
})
