import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { call, faultsOf, order, type Stage } from './portal-calls.ts'
import { secretStories } from './portal-secrets.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }

const stateOf = (page: Page, text: string) =>
  page.locator('h1 + div .pao-state', { hasText: text }).waitFor(shown)
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

/** What comes after an order, in the same browser: words, resources, views, news, and what goes wrong. */
export function lifeStories(stage: () => Stage): void {
  secretStories(stage)
  it('takes words about a request and ends what it made', story, async () => {
    const { page, url, said } = stage()
    const id = await order(page, 'messaging-queue-standard', { queue_name: 'life-events' })
    await page.goto(`${url}/requests/${id}`)
    await stateOf(page, 'completed')

    await page.getByLabel('Write a comment').fill('The consumers are ready.')
    await button(page, 'Send').click()
    await page.locator('[data-comments]').getByText('The consumers are ready.').waitFor(shown)
    await page.getByRole('radio', { name: '4 of 5' }).press('Space')
    await button(page, 'Give the rating').click()
    await page.getByText('You can change it at any time.').waitFor(shown)
    expect(await faultsOf(page, 'request')).toEqual([])

    await expect
      .poll(async () => (await page.request.get(`${url}/api/v1/resources/${id}`)).status(), shown)
      .toBe(200)
    await page.goto(`${url}/resources?q=life-events`)
    await page.getByRole('link', { name: 'life-events' }).click(shown)
    await page.getByRole('heading', { level: 1, name: 'life-events' }).waitFor(shown)
    await button(page, 'Decommission').click()
    await page.getByText(/Data may be lost for good/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Decommission' }).click()
    await stateOf(page, 'rolled back')
    await page.goto(`${url}/resources/${id}`)
    await stateOf(page, 'gone')
    expect(said).toEqual([])
  })

  it('counts what is new until it was seen', story, async () => {
    const { page, url, said } = stage()
    await page.goto(url)

    await page.getByRole('link', { name: /Notifications, \d+ new/ }).click(shown)
    await page
      .getByRole('link', { name: /Message queue: / })
      .first()
      .waitFor(shown)
    await button(page, 'Mark all as seen').click()

    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor(shown)
    expect(said).toEqual([])
  })

  it('keeps a view of the list, and gives the list as a file', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/requests?state=ended`)
    await button(page, 'Keep this view').click(shown)
    await page.getByLabel('Name of the view').fill('What has ended')
    await button(page, 'Keep').click()
    await page.goto(`${url}/requests`)

    await page.getByRole('link', { name: 'What has ended' }).click(shown)
    await page.waitForURL(/state=ended/)
    const link = await page.getByRole('link', { name: 'As CSV' }).getAttribute('href')
    const file = await page.request.get(`${url}${link}`)
    await button(page, 'Forget the view What has ended').click()

    await expect.poll(() => page.locator('[data-view]').count()).toBe(0)
    expect(link).toContain('state=completed')
    expect((await file.text()).split('\r\n')[0]).toMatch(/^id,item,version,state,/)
    expect(said).toEqual([])
  })

  it('follows a request over a socket, and the counter of news with it', story, async () => {
    const { page, url, said } = stage()
    const opened: string[] = []
    page.on('websocket', (socket) => opened.push(new URL(socket.url()).pathname))
    const id = await order(page, 'database-postgresql-standard', { database_name: 'socket_db' })
    await page.goto(`${url}/requests/${id}`)
    await expect.poll(() => opened, shown).toContain(`/api/v1/ws/requests/${id}/status`)

    await call(page, 'POST', `/requests/${id}/cancel`, {})

    await stateOf(page, 'cancelled')
    await page.getByRole('link', { name: /Notifications, \d+ new/ }).waitFor(shown)
    expect(opened).toContain('/api/v1/ws/notifications')
    expect(said).toEqual([])
  })

  it('follows a request by server-sent events where sockets are blocked', story, async () => {
    const { page, url, said } = stage()
    const streams: string[] = []
    await page.routeWebSocket(/\/ws\//, (socket) => socket.close())
    page.on('request', (one) => {
      if (one.url().includes('/events?after=')) streams.push(one.url())
    })
    const id = await order(page, 'database-postgresql-standard', { database_name: 'stream_db' })
    await page.goto(`${url}/requests/${id}`)
    await expect.poll(() => streams.length, shown).toBeGreaterThan(0)

    await call(page, 'POST', `/requests/${id}/cancel`, {})

    await stateOf(page, 'cancelled')
    expect(await page.getByText(/looked at every few seconds/).count()).toBe(0)
    expect(said).toEqual([])
  })

  it('follows a request by asking where nothing gets through', story, async () => {
    const { page, url, said } = stage()
    await page.route('**/api/v1/requests/*/events*', (route) => route.abort())
    const id = await order(page, 'database-postgresql-standard', { database_name: 'polled_db' })
    await page.goto(`${url}/requests/${id}`)

    await page.getByText(/looked at every few seconds/).waitFor(shown)
    await call(page, 'POST', `/requests/${id}/cancel`, {})

    await stateOf(page, 'cancelled')
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  it('changes what a step is given from its next try on', story, async () => {
    const { page, url, said } = stage()
    const id = await order(page, 'security-access-review', {
      application: 'orders',
      data_owner: 'owner@example.com',
    })
    await page.goto(`${url}/requests/${id}`)
    await button(page, '… Go through the rights').click(shown)
    await page.getByRole('menuitem', { name: 'Change its input' }).click()
    const editor = page.getByRole('textbox', { name: /JSON pointer/ })
    await editor.click(shown)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('{"/instructions" "x"}')
    await page.getByText(/Write a JSON object/).waitFor()
    await page.locator('.cm-lint-marker-error').waitFor(shown)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('{"/instructions": "Look at it twice."}')
    await page.getByLabel('Reason').fill('The first look was short')
    await button(page, 'Change it').click()

    await page.getByText(/its input was changed by/).waitFor(shown)
    expect(said).toEqual([])
  })

  it(
    'has the work by hand that waits: takes it, enters the result, and the order goes on',
    story,
    async () => {
      const { page, url, said } = stage()
      const id = await order(page, 'security-access-review', {
        application: 'by-hand',
        data_owner: 'owner@example.com',
      })
      await page.goto(`${url}/tasks?filter=open`)
      await page.locator(`[data-task="${id}.examine"]`).getByRole('link').click(shown)
      await page.getByRole('heading', { level: 1, name: 'Review access to by-hand' }).waitFor(shown)
      const onTask = await faultsOf(page, 'task')
      await button(page, 'I do it').click()
      await page.getByText('Taken by ada.admin@example.com').waitFor(shown)
      await page.getByLabel('Number of findings').fill('0')
      await page.getByLabel('Address of the report').fill('https://reports.example.com/7')
      await page.getByLabel('Comment').fill('Nothing to repair')
      await button(page, 'Confirm done').click()

      await page.locator('[data-done]').waitFor(shown)
      await page.goto(`${url}/requests/${id}`)
      await stateOf(page, 'completed')
      await page.getByText('https://reports.example.com/7').first().waitFor(shown)
      expect(onTask).toEqual([])
      expect(said).toEqual([])
    },
  )

  it('has no serious fault for who cannot see on a plan and an approval', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/items/security-production-access/order`)
    await page.getByLabel('Application').fill('orders')
    await page.getByLabel('Who owns the data').fill('amir.approver@example.com')
    await page.getByLabel('What for?').fill('An incident of the order service')
    await button(page, 'Show the plan').click()
    await page.getByRole('heading', { name: 'Can it be undone?' }).waitFor(shown)
    const onPlan = await faultsOf(page, 'plan')
    await button(page, 'Ask for access').click()
    await stateOf(page, 'in progress')
    const request = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const asked = async () => {
      const answer = await page.request.get(`${url}/api/v1/approvals?state=all`)
      const { items } = (await answer.json()) as { items: { id: string }[] }
      return items.find(({ id }) => id.startsWith(request))?.id
    }
    await expect.poll(asked, shown).toContain(request)

    await page.goto(`${url}/approvals/${await asked()}`)
    await page.getByRole('heading', { level: 1 }).waitFor(shown)
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })

    expect(onPlan).toEqual([])
    expect(await faultsOf(page, 'approval')).toEqual([])
    expect(said).toEqual([])
  })
}
