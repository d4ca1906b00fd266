import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { makeHistory } from './demo-history.ts'
import { call, changeOutside, order } from './portal-calls.ts'
import { freePort, freshDataDir, startServer } from './server-process.ts'

/** `npm run screenshots`: the pictures of `docs/portal`, made anew of a demo with orders of the last weeks and of now. */

const folder = fileURLToPath(new URL('../docs/portal/', import.meta.url))
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const shown = { timeout: 30_000 }

type Shot = {
  name: string
  path: string
  heading: string
  /** In light alone. */
  once?: true
  prepare?: (page: Page) => Promise<void>
}

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
    { name: 'item', path: '/items/messaging-queue-standard', heading: 'Message queue' },
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
    {
      name: 'request',
      path: `/requests/${done}`,
      heading: 'Message queue',
      prepare: (page) => page.locator('.pao-graph .react-flow__node').first().waitFor(shown),
    },
    { name: 'waiting', path: `/requests/${waits}`, heading: 'PostgreSQL database', once: true },
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

/** What somebody else sees who is asked to agree. */
async function askedShots(context: BrowserContext, url: string): Promise<void> {
  const page = await signIn(context, url, /Amir Approver/)
  const answer = await page.request.get(`${url}/api/v1/approvals`)
  const { items } = (await answer.json()) as { items: { id: string; title: string }[] }
  const [ask] = items
  if (!ask) throw new Error('Nobody is asked')
  const shot = { name: 'approval', path: `${url}/approvals/${ask.id}`, heading: ask.title }
  await take(page, shot, 'approval-light')
  await page.setViewportSize(phone)
  await take(page, shot, 'phone-approval-light')
}

const wide = { width: 1360, height: 900 }
const phone = { width: 390, height: 844 }
const port = await freePort()
const env = { PAO_PUBLIC_URL: `http://127.0.0.1:${port}` }
const dataDir = freshDataDir()
const server = await startServer({ port, dataDir, env })
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const looks = { locale: 'en-US', reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' } as const
  const context = await browser.newContext({ ...looks, viewport: wide })
  const page = await signIn(context, server.url, /Ada Admin/)
  await makeHistory({ page, url: server.url, dataDir })
  const places = await live(page, server.url)
  const shots = shotsOf(server.url, places)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const shot of shots)
      if (colorScheme === 'light' || !shot.once)
        await take(page, shot, `${shot.name}-${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(phone)
  for (const shot of shots.filter(({ name }) => ['catalog', 'waiting', 'resource'].includes(name)))
    await take(page, shot, `phone-${shot.name}-light`)
  await askedShots(await browser.newContext({ ...looks, viewport: wide }), server.url)
} finally {
  await browser.close()
  await server.stop()
}
