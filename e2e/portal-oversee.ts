import { expect, it } from 'vitest'
import { call, faultsOf, order, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** What people look after: resources on their way, sessions, keys, the audit log. In the same browser. */
export function overseeStories(stage: () => Stage): void {
  const button = (name: string) => stage().page.getByRole('button', { name, exact: true })

  it('promotes a resource, and changes it by the form of the item that does', story, async () => {
    const { page, url, said } = stage()
    const item = 'messaging-queue-standard'
    const fields = { queue_name: 'promoted-events', environment: 'development' }
    const id = await order(page, item, fields)
    const resource = `${url}/api/v1/resources/${id}`
    await expect.poll(async () => (await page.request.get(resource)).status(), shown).toBe(200)
    const made = (await (await page.request.get(resource)).json()) as { environment: string }
    await page.route(`**/api/v1/catalog/items/${item}`, async (route) => {
      const answer = await route.fetch()
      const document = (await answer.json()) as { metadata: object; fulfillment: object }
      const metadata = { ...document.metadata, annotations: { resource: { update: item } } }
      const promotion = { path: [made.environment, 'production'] }
      const fulfillment = { ...document.fulfillment, promotion }
      await route.fulfill({ response: answer, json: { ...document, metadata, fulfillment } })
    })
    await page.goto(`${url}/resources/${id}`)

    await button('Change').click(shown)
    const name = page.getByRole('dialog').getByLabel('Queue name')
    await name.waitFor(shown)
    expect(await name.inputValue()).toBe('promoted-events')
    expect(await faultsOf(page, 'change')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Promote to production' }).click()
    await page.getByLabel('Queue name').waitFor(shown)

    expect(await page.getByLabel('Queue name').inputValue()).toBe('promoted-events')
    expect(page.url()).toContain('environment=production')
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  const statusOf = async (key: string | null) => {
    const asMachine = { headers: { authorization: `Bearer ${key}` } }
    return (await fetch(`${stage().url}/api/v1/me`, asMachine)).status
  }

  it('makes a key of one’s own, renews it with an overlap, and stops it', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/access`)
    await page.getByText('This one', { exact: true }).waitFor(shown)
    const own = page.getByRole('group', { name: 'Your API keys' })
    await own.getByLabel('Name').fill('e2e-laptop')
    await own.getByRole('button', { name: 'Make a key' }).click()
    const first = await own.locator('[data-key]').textContent(shown)
    const row = own.getByRole('row', { name: /e2e-laptop/ })
    await row.locator('[data-state=active]').waitFor(shown)

    await row.getByRole('button', { name: 'Renew: e2e-laptop' }).click()
    await page.getByRole('menuitem', { name: 'in an hour' }).click()
    await row.getByText('two secrets').waitFor(shown)
    const second = await own.locator('[data-key]').textContent(shown)
    const both = [await statusOf(first), await statusOf(second)]
    const everybodys = page.getByRole('group', { name: 'All API keys' })
    const listed = everybodys.getByRole('row', { name: /e2e-laptop/ })
    await page.reload()
    await listed.waitFor(shown)
    const renewable = await listed.getByRole('button', { name: /Renew/ }).count()
    await row.getByRole('button', { name: 'Stop: e2e-laptop' }).click()
    await row.locator('[data-state=cancelled]').waitFor(shown)

    expect(second).not.toBe(first)
    expect(both).toEqual([200, 200])
    expect(renewable).toBe(0)
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 401])
    expect(await page.locator('[data-key]').count()).toBe(0)
    expect(said).toEqual([])
  })

  it('makes a service account with a key, and ends both', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/accounts`)
    await page.getByLabel('Name').fill('e2e-pipeline')
    await page.getByLabel('Team that answers for it').fill('payments')
    await button('Make an account').click()
    const account = page.getByRole('article', { name: 'e2e-pipeline' })
    await account.getByRole('button', { name: 'Keys' }).click(shown)
    await account.getByLabel('Name').fill('blue')
    await account.getByRole('button', { name: 'Make a key' }).click()
    const key = await account.locator('[data-key]').textContent(shown)
    await account.getByRole('row', { name: /blue/ }).waitFor(shown)
    const before = await statusOf(key)
    expect(await faultsOf(page, 'account')).toEqual([])

    await account.getByRole('button', { name: 'End: e2e-pipeline' }).click()
    await account.getByRole('button', { name: 'End it and all its keys' }).click()
    await account.waitFor({ state: 'detached' })

    expect(before).toBe(200)
    // Known keys are believed for two seconds.
    await expect.poll(() => statusOf(key), shown).toBe(401)
    expect(said).toEqual([])
  })

  it('holds an order by a freeze, and lets it begin when that is taken away', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/operate?tab=calendar`)
    await button('Add a freeze').click(shown)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('e2e-move')
    await dialog.getByLabel('Reason').fill('The brokers move')
    await dialog.getByLabel('From').fill(day(-1).slice(0, 10))
    await dialog.getByLabel('To, included').fill(day(2).slice(0, 10))
    await dialog.getByLabel('Services, by id').fill('messaging-queue-standard')
    await dialog.getByLabel('Services, by id').press('Enter')
    await dialog.getByText(/orders that have not begun/).waitFor(shown)
    expect(await faultsOf(page, 'freeze')).toEqual([])
    await button('Let it hold').click()
    await button('Change: e2e-move').waitFor(shown)
    const id = await order(page, 'messaging-queue-standard', { queue_name: 'frozen-events' })
    await page.goto(`${url}/requests/${id}`)
    await page.locator('[data-closed]').getByText('The brokers move').waitFor(shown)
    await button('Ask for an exception').click()
    await page.getByLabel('Why it cannot wait').fill('A customer waits')
    await button('Ask').click()
    await page.locator('[data-closed]').getByText('A customer waits').waitFor(shown)
    expect(await faultsOf(page, 'held request')).toEqual([])

    await page.goto(`${url}/operate?tab=calendar`)
    await page.getByRole('region', { name: 'Orders that wait' }).getByText('A customer').waitFor()
    expect(await faultsOf(page, 'calendar')).toEqual([])
    await button('Take away: e2e-move').click()
    await button('Take away').last().click()
    await button('Change: e2e-move').waitFor({ state: 'detached' })

    const state = async () =>
      ((await (await page.request.get(`${url}/api/v1/requests/${id}`)).json()) as { state: string })
        .state
    await expect.poll(state, shown).toBe('completed')
    expect(said).toEqual([])
  })

  it('finds what was done in the audit log, and checks that it is whole', story, async () => {
    const { page, url, said } = stage()
    await call(page, 'POST', '/catalog/refresh', {})
    await page.goto(`${url}/operate?tab=audit&action=api_key.`)
    await page
      .getByRole('cell', { name: /^api_key/ })
      .first()
      .waitFor(shown)

    await button('Check the whole log').click()

    await page.getByText(/The log is what was written: \d+ entries/).waitFor(shown)
    expect(said).toEqual([])
  })
}
