import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { call, changeOutside, order } from './portal-calls.ts'
import { freePort, freshDataDir, startServer } from './server-process.ts'

/** `npm run screenshots`: the pictures of `docs/portal`, made anew of a demo that some orders were placed in. */

const folder = fileURLToPath(new URL('../docs/portal/', import.meta.url))
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const shown = { timeout: 30_000 }

type Shot = { name: string; path: string; heading: string; prepare?: (page: Page) => Promise<void> }

async function signIn(context: BrowserContext, url: string, name: RegExp): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name }).click(shown)
  await page.getByRole('link', { name: 'Message queue' }).waitFor(shown)
  return page
}

/** Orders that ended well, wait, failed and were refused, so that every page has something to show. */
async function live(page: Page, url: string): Promise<{ done: string; waits: string }> {
  const done = await order(page, 'messaging-queue-standard', { queue_name: 'orders-events' })
  for (const name of ['billing-events', 'audit-trail', 'mail-outbox'])
    await order(page, 'messaging-queue-standard', { queue_name: name })
  const waits = await order(page, 'database-postgresql-standard', { database_name: 'orders_db' })
  const stopped = await order(page, 'database-postgresql-standard', { database_name: 'old_db' })
  await call(page, 'POST', `/requests/${stopped}/cancel`, { reason: 'Ordered twice' })
  await order(page, 'security-production-access', {
    application: 'orders',
    data_owner: 'amir.approver@example.com',
    reason: 'An incident of the order service',
  })
  await order(page, 'security-access-review', {
    application: 'billing',
    data_owner: 'owner@example.com',
  })
  await changeOutside({ page, url }, done, { max_length: 50_000, retention_days: 1 })
  await call(page, 'POST', `/resources/${done}/look`, {})
  return { done, waits }
}

function shotsOf(url: string, { done, waits }: { done: string; waits: string }): Shot[] {
  const shots: Shot[] = [
    { name: 'catalog', path: '/', heading: 'Catalog' },
    { name: 'item', path: '/items/database-postgresql-standard', heading: 'PostgreSQL database' },
    {
      name: 'order',
      path: '/items/compute-vm-linux/order',
      heading: 'Order: Linux virtual machine',
    },
    {
      name: 'plan',
      path: '/items/messaging-queue-standard/order',
      heading: 'Order: Message queue',
      prepare: async (page) => {
        await page.getByLabel('Queue name').fill('invoices-events')
        await page.getByRole('button', { name: 'Show the plan', exact: true }).click()
        await page.getByRole('heading', { name: 'Can it be undone?' }).waitFor(shown)
      },
    },
    { name: 'requests', path: '/requests', heading: 'Requests' },
    { name: 'request', path: `/requests/${waits}`, heading: 'PostgreSQL database' },
    { name: 'resources', path: '/resources', heading: 'My resources' },
    {
      name: 'resource',
      path: `/resources/${done}`,
      heading: 'orders-events',
      prepare: (page) => page.locator('[data-drift-panel] [data-drift=drifted]').waitFor(shown),
    },
    { name: 'notifications', path: '/news', heading: 'Notifications' },
    { name: 'insights', path: '/insights', heading: 'Insights' },
    { name: 'operate', path: '/operate?tab=audit', heading: 'Operations' },
    { name: 'access', path: '/access', heading: 'Your access' },
    {
      name: 'sandbox',
      path: '/sandbox?item=messaging-queue-standard',
      heading: 'Sandbox',
      prepare: rehearse,
    },
  ]
  return shots.map((shot) => ({ ...shot, path: url + shot.path }))
}

async function rehearse(page: Page): Promise<void> {
  await page.getByLabel('Queue name').fill('orders-events', shown)
  await page.getByRole('tab', { name: 'Rehearsal' }).click()
  await page.getByRole('button', { name: 'Play', exact: true }).click(shown)
  await page.locator('[data-played] [data-state=completed]').first().waitFor(shown)
}

async function take(page: Page, shot: Shot, file: string): Promise<void> {
  await page.goto(shot.path)
  await page.getByRole('heading', { level: 1, name: shot.heading }).waitFor(shown)
  await shot.prepare?.(page)
  await page
    .locator('[aria-busy=true]')
    .first()
    .waitFor({ state: 'detached', ...shown })
  // Pictures of plans settle, and what was hovered over lets go.
  await page.mouse.move(0, 0)
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}${file}.png` })
  process.stdout.write(`${file}.png\n`)
}

const port = await freePort()
const env = { PAO_PUBLIC_URL: `http://127.0.0.1:${port}` }
const server = await startServer({ port, dataDir: freshDataDir(), env })
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const looks = { locale: 'en-US', reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' } as const
  const context = await browser.newContext({ ...looks, viewport: { width: 1360, height: 900 } })
  const page = await signIn(context, server.url, /Ada Admin/)
  const places = await live(page, server.url)
  const shots = shotsOf(server.url, places)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const shot of shots) await take(page, shot, `${shot.name}-${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  for (const shot of shots.filter(({ name }) => ['catalog', 'request', 'resource'].includes(name)))
    await take(page, shot, `phone-${shot.name}-light`)
} finally {
  await browser.close()
  await server.stop()
}
